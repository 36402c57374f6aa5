using Microsoft.Extensions.Logging;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules;
using Mimus.Core.Strategies;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>Says of requests that no rule answered which rule came nearest, and why it does not match. Searching for it costs something.</summary>
internal sealed class UnmatchedLog(ILogger log)
{
    public void Report(MockExchange exchange, long number)
    {
        var level = exchange.Configuration.IsStrict ? LogLevel.Warning : LogLevel.Information;
        if (!IsUnmatched(exchange) || !log.IsEnabled(level))
        {
            return;
        }

        log.Log(
            level,
            "{Number}: {Explanation} {AnsweredBy} answered.",
            number,
            RuleExplanation.Describe(exchange.Configuration.Rules, exchange.Request),
            exchange.AnsweredBy
        );
    }

    // What other strategies answer on purpose, such as an error by trigger, has missed no rule.
    private static bool IsUnmatched(MockExchange exchange) =>
        exchange is { Configuration.Rules.Rules.Count: > 0, AnsweredBy: nameof(FallbackStrategy) or nameof(UnmatchedStrategy) or nameof(MirrorStrategy) };
}
