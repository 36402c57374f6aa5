using Microsoft.Extensions.Logging;

namespace Mimus.Cli.Logging;

/// <summary>The configuration's words for how much is logged.</summary>
internal static class LogLevels
{
    /// <summary>The least level that is logged; warning where nothing is said.</summary>
    public static LogLevel Parse(string? name) =>
        name switch
        {
            "none" => LogLevel.None,
            "error" => LogLevel.Error,
            "info" => LogLevel.Information,
            "debug" => LogLevel.Debug,
            "all" => LogLevel.Trace,
            _ => LogLevel.Warning,
        };
}
