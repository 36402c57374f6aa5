using System.Globalization;
using Mimus.Core.Chance;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Protocols.Formats.AnthropicMessages;
using Mimus.Protocols.Formats.AnthropicModels;
using Mimus.Protocols.Framings;

namespace Mimus.Protocols.Providers;

/// <summary>api.anthropic.com: the routes, and the headers that recorded answers carry.</summary>
internal sealed class AnthropicProvider : Provider
{
    private const string VersionHeader = "anthropic-version";

    private static readonly AnthropicMessagesFormat Messages = new();
    private static readonly AnthropicModelsFormat Models = new();

    // Behind the formats, which its routes refer to.
    public static AnthropicProvider Instance { get; } = new();

    public override string Name => "Anthropic";

    public override IReadOnlyList<Route> Routes { get; } =
    [
        new("POST", "/messages", Operation.Generate, Messages) { StreamFraming = SseFraming.Instance },
        new("POST", "/messages/count_tokens", Operation.CountTokens, Messages),
        new("GET", "/models", Operation.ListModels, Models) { Marker = VersionHeader },
        new("GET", "/models/*", Operation.GetModel, Models) { Marker = VersionHeader },
    ];

    public override WireFormat ErrorFormat => Models;

    /// <summary>True where a request's headers or path are those of an Anthropic client.</summary>
    public static bool IsAnthropic(WireHead head) =>
        head.Headers.Contains(VersionHeader)
        || head.Headers.Contains("x-api-key")
        || head.Path.Contains("/messages", StringComparison.Ordinal);

    public override bool Recognizes(WireHead head) => IsAnthropic(head);

    public override string MakeRequestId(SeededRandom random) => random.Id("req_01", 22);

    public override void WriteHeaders(IHeaderWriter headers, in AnswerHead answer)
    {
        headers.Set("request-id", answer.RequestId);
        headers.Set("anthropic-organization-id", "00000000-0000-4000-8000-000000000000");

        // Recorded: a bad key is not worth another try; an overloaded server is.
        if (answer.Status is 401 or 529)
        {
            headers.Set("x-should-retry", answer.Status == 529 ? "true" : "false");
        }

        if (answer.Limits is { } limits)
        {
            Tell(headers, "requests", limits.Requests, limits.Now);
            Tell(headers, "tokens", limits.Tokens, limits.Now);
            Tell(headers, "input-tokens", limits.InputTokens, limits.Now);
            Tell(headers, "output-tokens", limits.OutputTokens, limits.Now);
        }
    }

    private static void Tell(IHeaderWriter headers, string what, LimitState? state, DateTimeOffset now)
    {
        if (state is { } known)
        {
            headers.Set($"anthropic-ratelimit-{what}-limit", known.Limit.ToString(CultureInfo.InvariantCulture));
            headers.Set($"anthropic-ratelimit-{what}-remaining", known.Remaining.ToString(CultureInfo.InvariantCulture));

            // Whole seconds, and none too early.
            var reset = (now + known.ResetAfter).AddTicks(TimeSpan.TicksPerSecond - 1);
            headers.Set($"anthropic-ratelimit-{what}-reset", reset.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }
}
