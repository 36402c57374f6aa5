using System.Globalization;
using Mimus.Core.Model;

namespace Mimus.Conformance.Tests.Servers;

/// <summary>The prepared replies.</summary>
internal static class Scripts
{
    public const string Reasoning = "reasoning";
    public const string Redacted = "redacted";
    public const string Refusal = "refusal";
    public const string SeveralCalls = "several-calls";
    public const string TextAndCall = "text-and-call";
    public const string Empty = "empty";
    public const string EmptyText = "empty-text";
    public const string Usage = "usage";
    public const string Length = "length";
    public const string ContentFilter = "content-filter";
    public const string Everything = "everything";
    public const string BadArguments = "bad-arguments";
    public const string OtherModel = "other-model";
    public const string Alternatives = "alternatives";

    public static readonly ReplyToolCall Weather = new("get_weather", """{"city":"Zürich","days":3}""");
    public static readonly ReplyToolCall Time = new("get_time", """{"zone":"Europe/Zurich"}""", "call_given1");
    public static readonly ReplyToolCall Nothing = new("no_arguments", "{}");

    private static readonly Dictionary<string, GeneratedReply> Replies = new()
    {
        [Reasoning] = new(new ReplyReasoning("First I think. Then I answer."), new ReplyText("The answer is 4.")),
        [Redacted] = new(new ReplyRedactedReasoning("c2VjcmV0"), new ReplyText("Done.")),
        [Refusal] = new(new ReplyRefusal("I can't help with that.")) { Finish = FinishReason.Refusal },
        [SeveralCalls] = new(Weather, Time, Nothing),
        [TextAndCall] = new(new ReplyText("Let me look."), Weather),
        [Empty] = new(),
        [EmptyText] = new(new ReplyText("")),
        [Usage] = new(new ReplyText("Counted.")) { Usage = new TokenUsage(100, 50, Cached: 40, Reasoning: 20) },
        [Length] = new(new ReplyText("Cut off")) { Finish = FinishReason.Length },
        [ContentFilter] = new(new ReplyText("Filtered")) { Finish = FinishReason.ContentFilter },
        [Everything] = new(
            new ReplyReasoning("Hm. "), new ReplyText("One. "), new ReplyReasoning("Well."), new ReplyText("Two."), Weather, Time),
        [BadArguments] = new(new ReplyToolCall("broken", """{"city": "Zür""")),
        [OtherModel] = new(new ReplyText("As another.")) { Model = "another-model" },
        [Alternatives] = new(new ReplyText("Heads")) { Alternatives = [[new ReplyText("Tails")], [Weather]] },
    };

    /// <summary>The names of all replies that are answers.</summary>
    public static IEnumerable<string> Names => Replies.Keys;

    /// <summary>The name of an error of this status with headers that say when to try again.</summary>
    public static string Error(int status) => "error-" + status.ToString(CultureInfo.InvariantCulture);

    public static MockReply? Find(string name)
    {
        if (!name.StartsWith("error-", StringComparison.Ordinal)) return Replies.GetValueOrDefault(name);

        var status = int.Parse(name["error-".Length..], CultureInfo.InvariantCulture);
        return new ErrorReply(status, $"Scripted {status}.")
        {
            // Clients that try again do so at once.
            Headers = [new("retry-after-ms", "1"), new("x-scripted", "yes")],
        };
    }
}
