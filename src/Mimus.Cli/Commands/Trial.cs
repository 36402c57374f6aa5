using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules;
using Mimus.Protocols.Providers;

namespace Mimus.Cli.Commands;

/// <summary>A request that was answered without a server, by the same pipeline.</summary>
/// <param name="Exchange">The request and who answered it.</param>
/// <param name="Reply">The answer.</param>
/// <param name="Verdicts">What each rule makes of the request, in the order in which they are asked.</param>
internal sealed record Trial(MockExchange Exchange, MockReply Reply, IReadOnlyList<RuleVerdict> Verdicts)
{
    public static async Task<Trial> RunAsync(MockConfiguration configuration, MockRequest request, DateTimeOffset now)
    {
        // Nobody sends a key here.
        var exchange = new MockExchange(request, configuration with { ApiKey = null }, new SeededRandom(0), now);
        var reply = await MockPipeline.Create().HandleAsync(exchange, CancellationToken.None).ConfigureAwait(false);
        if (reply is RefusalReply { Refusal: var refusal })
        {
            // In the vendor's words.
            reply = RouteTable.Default.Find(new WireHead("POST", request.Path, request.Headers)).Format.Describe(refusal);
        }

        return new Trial(exchange, reply, [.. RuleExplanation.Of(configuration.Rules, request)]);
    }
}
