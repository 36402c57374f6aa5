using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Mimus.Cli.Logging;

/// <summary>Writes <c>12:34:56.789 warn Mimus.Request: message</c>, and an exception on the lines below.</summary>
internal sealed class LineLogger(string category, TextWriter writer, LogLevel minimum, bool usesColor, TimeProvider timeProvider) : ILogger
{
    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var time = timeProvider.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var line = $"{time} {Word(logLevel)} {category}: {formatter(state, exception)}";
        writer.WriteLine(exception is null ? line : $"{line}{Environment.NewLine}{exception}");
    }

    private string Word(LogLevel logLevel)
    {
        var (word, color) = logLevel switch
        {
            LogLevel.Trace => ("trace", 90),
            LogLevel.Debug => ("debug", 90),
            LogLevel.Information => ("info ", 32),
            LogLevel.Warning => ("warn ", 33),
            LogLevel.Error => ("error", 31),
            _ => ("fatal", 91),
        };
        return usesColor ? string.Create(CultureInfo.InvariantCulture, $"\e[{color}m{word}\e[0m") : word;
    }
}
