using System.Globalization;
using Mimus.Core.Chance;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Protocols.Formats.OpenAiChat;
using Mimus.Protocols.Formats.OpenAiModels;
using Mimus.Protocols.Formats.OpenAiResponses;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Providers;

/// <summary>api.openai.com: the routes, and the headers that recorded answers carry.</summary>
internal sealed class OpenAiProvider : Provider
{
    private static readonly OpenAiChatFormat Chat = new();
    private static readonly OpenAiResponsesFormat Responses = new();
    private static readonly OpenAiModelsFormat Models = new();

    // Behind the formats, which its routes refer to.
    public static OpenAiProvider Instance { get; } = new();

    public override string Name => "OpenAI";

    public override IReadOnlyList<Route> Routes { get; } =
    [
        new("POST", "/chat/completions", Operation.Generate, Chat) { StreamFraming = SseFraming.Instance },
        new("POST", "/responses", Operation.Generate, Responses) { StreamFraming = SseFraming.Instance },
        new("GET", "/models", Operation.ListModels, Models),
        new("GET", "/models/*", Operation.GetModel, Models),
    ];

    public override WireFormat ErrorFormat => Models;

    // The first provider answers for everybody whom no other recognises.
    public override bool Recognizes(WireHead head) => false;

    public override string MakeRequestId(SeededRandom random) => random.HexId("req_", 32);

    public override void WriteHeaders(IHeaderWriter headers, in AnswerHead answer)
    {
        headers.Set("x-request-id", answer.RequestId);
        headers.Set("openai-version", "2020-10-01");
        headers.Set("openai-processing-ms", ((long)answer.Elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        if (answer.Limits is { } limits)
        {
            Tell(headers, limits.Requests, "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests");
            Tell(headers, limits.Tokens, "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens");
        }
    }

    private static void Tell(IHeaderWriter headers, LimitState? state, string limit, string remaining, string reset)
    {
        if (state is { } known)
        {
            headers.Set(limit, known.Limit.ToString(CultureInfo.InvariantCulture));
            headers.Set(remaining, known.Remaining.ToString(CultureInfo.InvariantCulture));
            headers.Set(reset, OpenAiLimits.Duration(known.ResetAfter));
        }
    }
}
