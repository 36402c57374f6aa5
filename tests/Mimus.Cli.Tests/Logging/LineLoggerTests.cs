using Microsoft.Extensions.Logging;
using Mimus.Cli.Logging;

namespace Mimus.Cli.Tests.Logging;

public class LineLoggerTests
{
    [Theory]
    [InlineData("none", "Mimus.Core", LogLevel.Critical, false)]
    [InlineData("error", "Mimus.Core", LogLevel.Error, true)]
    [InlineData("error", "Mimus.Core", LogLevel.Warning, false)]
    [InlineData(null, "Mimus.Core", LogLevel.Warning, true)]
    [InlineData(null, "Mimus.Core", LogLevel.Information, false)]
    [InlineData("info", "Microsoft.Kestrel", LogLevel.Information, true)]
    [InlineData("debug", "Mimus.Core", LogLevel.Debug, true)]
    [InlineData("debug", "Microsoft.Kestrel", LogLevel.Debug, false)]
    [InlineData("debug", "Microsoft.Kestrel", LogLevel.Information, true)]
    [InlineData("all", "Microsoft.Kestrel", LogLevel.Trace, true)]
    public void Log_OfALevel_LetsThroughWhatItSays(string? level, string category, LogLevel message, bool expected) =>
        Assert.Equal(expected, Logger(level, category, showsRequests: false, out _).IsEnabled(message));

    [Theory]
    [InlineData("none", "Mimus.Request", true)]
    [InlineData("none", "Mimus.Core", false)]
    [InlineData("all", "Mimus.Request", true)]
    public void Log_ThatShowsRequests_ShowsThemWhateverTheLevel(string level, string category, bool expected) =>
        Assert.Equal(expected, Logger(level, category, showsRequests: true, out _).IsEnabled(LogLevel.Debug));

    [Fact]
    public void Log_Message_IsALineWithTimeLevelAndCategory()
    {
        Logger("info", "Mimus.Server", showsRequests: false, out var writer).LogWarning("{What} happened", "This");

        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} warn  Mimus\.Server: This happened\r?\n$", writer.ToString());
    }

    [Fact]
    public void Log_OnATerminal_HasColors()
    {
        var writer = new StringWriter();
        using var factory = new LineLoggerFactory(writer, LogLevel.Warning, false, usesColor: true, TimeProvider.System);

        factory.CreateLogger("Mimus").LogError("x");

        Assert.Contains("\e[31merror\e[0m Mimus: x", writer.ToString(), StringComparison.Ordinal);
    }

    private static ILogger Logger(string? level, string category, bool showsRequests, out StringWriter writer)
    {
        writer = new StringWriter();
        using var factory = new LineLoggerFactory(writer, LogLevels.Parse(level), showsRequests, usesColor: false, TimeProvider.System);
        return factory.CreateLogger(category);
    }
}
