using Microsoft.Extensions.Logging;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>Says once that requests control the mock by headers, and may not.</summary>
internal sealed class IgnoredControlLog(ILogger log)
{
    private int _isTold;

    public void Report(RequestHeaders headers)
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            var name = headers.All.First(header => ControlHeaders.Names.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Key;
            log.LogWarning(
                "The header {Header} is ignored, because requests to an address that is not loopback may not control the mock; 'allow-header-control: true' lets them. (Said once.)",
                name
            );
        }
    }
}
