using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>Warns of parameters that a vendor does not know, each once: a load test must not fill the log.</summary>
internal sealed class UnknownParameterLog(ILogger log)
{
    private const int MaximumNames = 1000;

    private readonly ConcurrentDictionary<(string Format, string Parameter), byte> _seen = new();

    public void Report(string format, IReadOnlyList<string> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (_seen.Count < MaximumNames && _seen.TryAdd((format, parameter), 0))
            {
                log.LogWarning(
                    "The format {Format} does not know the parameter '{Parameter}'; it was ignored. With 'validation: exact' it is refused.",
                    format,
                    parameter
                );
            }
        }
    }
}
