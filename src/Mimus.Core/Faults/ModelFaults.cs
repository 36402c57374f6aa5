using System.Text;
using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Core.Faults;

/// <summary>What a model does wrong while the protocol stays right: the reply is another one.</summary>
internal static class ModelFaults
{
    private const string StrangeTool = "tool_that_was_not_offered";
    private const int UsualRepetitions = 200;

    // "Endless" must end: a reply is composed in memory.
    private const int MostRepetitions = 20_000;

    public static GeneratedReply Apply(Fault fault, MockRequest request, GeneratedReply reply) =>
        fault.Kind switch
        {
            FaultKind.UnofferedTool => Calling(reply, new ReplyToolCall(Unoffered(request), "{}")),
            FaultKind.InvalidArguments => Calling(reply, Offered(request) with { Arguments = "{\"_unexpected\":[null,{}]}" }),
            FaultKind.CutArguments => Calling(reply, CutShort(reply.Parts.OfType<ReplyToolCall>().FirstOrDefault() ?? Offered(request))),
            FaultKind.DuplicateCallId => Twice(request, reply),
            FaultKind.RepeatedCall => Calling(reply, Again(request)),
            FaultKind.EmptyAnswer => reply with { Parts = [new ReplyText("")], Alternatives = [], Finish = FinishReason.Stop, Usage = null },
            FaultKind.LengthLimit => Shortened(reply, fault.AfterDeltas) with { Finish = FinishReason.Length },
            FaultKind.ContentFilter => Shortened(reply, fault.AfterDeltas) with { Finish = FinishReason.ContentFilter },
            FaultKind.Refusal => reply with
            {
                Parts = [new ReplyRefusal(fault.Message ?? "I'm sorry, but I can't help with that.")],
                Alternatives = [],
                Finish = FinishReason.Refusal,
                Usage = null,
            },
            FaultKind.Repetition => Repeated(reply, fault.AfterDeltas),
            FaultKind.WrongModel => reply with { Model = fault.Value ?? "some-other-model" },
            _ => reply,
        };

    private static GeneratedReply Calling(GeneratedReply reply, params ReplyToolCall[] calls) =>
        reply with { Parts = [.. calls], Alternatives = [], Finish = null, Usage = null };

    private static string Unoffered(MockRequest request)
    {
        var name = StrangeTool;
        while (request.FindTool(name) is not null)
        {
            name += "_either";
        }

        return name;
    }

    private static ReplyToolCall Offered(MockRequest request) =>
        new(request.Tools.FirstOrDefault(tool => tool.Kind == ToolKind.Function)?.Name ?? StrangeTool, "{\"query\":\"something\"}");

    private static ReplyToolCall CutShort(ReplyToolCall call)
    {
        var arguments = call.Arguments is "{}" or "" ? "{\"query\":\"something\"}" : call.Arguments;
        return call with { Arguments = arguments[..TextSplitter.LongestPrefix(arguments, arguments.Length - 2)] };
    }

    private static GeneratedReply Twice(MockRequest request, GeneratedReply reply)
    {
        var call = reply.Parts.OfType<ReplyToolCall>().FirstOrDefault() ?? Offered(request);
        call = call with { Id = call.Id ?? "call_duplicate" };
        return Calling(reply, call, call);
    }

    private static ReplyToolCall Again(MockRequest request)
    {
        if (request.LastToolResult is { } result)
        {
            foreach (var message in request.Messages)
            {
                foreach (var part in message.Parts)
                {
                    if (part is MessageToolCall call && call.Id == result.CallId)
                    {
                        return new ReplyToolCall(call.Name, call.Arguments, call.Id);
                    }
                }
            }
        }

        return Offered(request);
    }

    // In the middle of a sentence: half of the first text, or so many of its pieces.
    private static GeneratedReply Shortened(GeneratedReply reply, int? pieces)
    {
        var parts = new List<ReplyPart>();
        foreach (var part in reply.Parts)
        {
            if (part is not ReplyText text)
            {
                parts.Add(part);
                continue;
            }

            parts.Add(new ReplyText(text.Text[..Length(text.Text, pieces)]));
            break;
        }

        return reply with { Parts = parts, Alternatives = [], Usage = null };
    }

    private static int Length(string text, int? pieces)
    {
        if (pieces is not { } count)
        {
            return TextSplitter.LongestPrefix(text, text.Length / 2);
        }

        var length = 0;
        for (var piece = 0; piece < count && length < text.Length; piece++)
        {
            length += TextSplitter.NextWord(text.AsSpan(length));
        }

        return length;
    }

    private static GeneratedReply Repeated(GeneratedReply reply, int? times)
    {
        var words = reply.Parts.OfType<ReplyText>().FirstOrDefault()?.Text is { Length: > 0 } text ? text : "again";
        var piece = words.Length <= 40 ? words : words[..TextSplitter.LongestPrefix(words, 40)];
        var repeated = new StringBuilder();
        for (var time = 0; time < Math.Clamp(times ?? UsualRepetitions, 1, MostRepetitions); time++)
        {
            repeated.Append(piece).Append(' ');
        }

        return reply with { Parts = [new ReplyText(repeated.ToString())], Alternatives = [], Finish = FinishReason.Length, Usage = null };
    }
}
