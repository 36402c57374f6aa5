using Microsoft.Extensions.Logging;

namespace Mimus.Cli.Logging;

/// <summary>Makes loggers that write a line for each message.</summary>
/// <param name="writer">Where the lines go; it must allow several threads.</param>
/// <param name="level">The least level that is logged.</param>
/// <param name="showsRequests">True where each request is printed whatever the level.</param>
/// <param name="usesColor">True where levels have colours.</param>
/// <param name="timeProvider">The clock of the lines.</param>
internal sealed class LineLoggerFactory(TextWriter writer, LogLevel level, bool showsRequests, bool usesColor, TimeProvider timeProvider)
    : ILoggerFactory
{
    private const string RequestCategory = "Mimus.Request";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, writer, LevelOf(categoryName), usesColor, timeProvider);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The log of the command line goes to the standard error stream alone.");

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer is the process's.
    }

    private LogLevel LevelOf(string category)
    {
        if (showsRequests && category == RequestCategory && level > LogLevel.Debug)
        {
            return LogLevel.Debug;
        }

        // At "debug" people look for what Mimus does, not for Kestrel's connections; "all" is all.
        var isOurs = category.StartsWith("Mimus", StringComparison.Ordinal);
        return !isOurs && level == LogLevel.Debug ? LogLevel.Information : level;
    }
}
