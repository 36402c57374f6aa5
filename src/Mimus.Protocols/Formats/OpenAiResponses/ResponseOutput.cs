using Mimus.Core.Model;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>The kinds of output items.</summary>
internal enum OutputItemKind
{
    Message,
    Reasoning,
    FunctionCall,
    CustomToolCall,
}

/// <summary>One item of a response's output.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">Its id, the same in all events.</param>
/// <param name="Parts">The reply's parts that it holds: several for a message, one for the others.</param>
/// <param name="CallId">The id that a result refers to; empty where it calls nothing.</param>
/// <param name="EncryptedContent">What a stateless client hands back; null where it was not asked for.</param>
internal sealed record OutputItem(OutputItemKind Kind, string Id, List<ReplyPart> Parts, string CallId, string? EncryptedContent);

/// <summary>A reply laid out as output items, with all ids made, so that whole answers and events say the same.</summary>
internal sealed class ResponseOutput
{
    public ResponseOutput(ReplyContext context, GeneratedReply reply)
    {
        Context = context;
        Reply = reply;
        State = ResponsesState.Of(context.Request);
        Id = context.Random.HexId("resp_", 50);
        foreach (var part in reply.Parts)
        {
            Add(part);
        }
    }

    public ReplyContext Context { get; }

    public GeneratedReply Reply { get; }

    public ResponsesState State { get; }

    public string Id { get; }

    public List<OutputItem> Items { get; } = [];

    /// <summary>Why the response is incomplete; null where it is complete.</summary>
    public string? IncompleteReason =>
        Reply.FinishOf(0) switch
        {
            FinishReason.Length => "max_output_tokens",
            FinishReason.ContentFilter => "content_filter",
            _ => null,
        };

    public string FinalStatus => IncompleteReason is null ? "completed" : "incomplete";

    private void Add(ReplyPart part)
    {
        var random = Context.Random;
        switch (part)
        {
            case ReplyText or ReplyRefusal when Items is [.., { Kind: OutputItemKind.Message } message]:
                message.Parts.Add(part);
                break;
            case ReplyText or ReplyRefusal:
                Items.Add(new OutputItem(OutputItemKind.Message, random.HexId("msg_", 50), [part], "", null));
                break;
            case ReplyToolCall call:
                var isCustom = Context.Request.FindTool(call.Name) is { Kind: ToolKind.Custom };
                Items.Add(
                    new OutputItem(
                        isCustom ? OutputItemKind.CustomToolCall : OutputItemKind.FunctionCall,
                        random.HexId(isCustom ? "ctc_" : "fc_", 50),
                        [part],
                        call.Id ?? random.Id("call_", 24),
                        null
                    )
                );
                break;
            default:
                Items.Add(new OutputItem(OutputItemKind.Reasoning, random.HexId("rs_", 50), [part], "", Encrypt(part)));
                break;
        }
    }

    private string? Encrypt(ReplyPart part)
    {
        if (!State.IncludeEncryptedReasoning)
        {
            return null;
        }

        return part switch
        {
            ReplyReasoning { Signature: { } signature } => signature,
            ReplyRedactedReasoning redacted => redacted.Data,
            _ => Context.Random.Id("gAAAAAB", 93),
        };
    }
}
