using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Anthropic's Messages, and the count of a request's tokens.</summary>
internal sealed class AnthropicMessagesFormat : WireFormat
{
    public const string FormatName = "anthropic";

    public override string Name => FormatName;

    public override MockRequest Read(WireRequest wire) => new MessagesRequestReader(wire).Read();

    public override void WriteReply(ByteOutput output, ReplyContext context, MockReply reply)
    {
        if (reply is TokenCountReply count)
        {
            output.Write("{\"input_tokens\":"u8);
            output.Write(count.InputTokens);
            output.Write("}"u8);
            return;
        }

        MessagesReplyWriter.Write(output, context, (GeneratedReply)reply);
    }

    public override ReplyStreamWriter OpenStream(ReplyContext context, GeneratedReply reply) => new MessagesStreamWriter(context, reply);

    public override ErrorReply Describe(Refusal refusal) => AnthropicErrors.Describe(refusal);

    public override void WriteError(ByteOutput output, ErrorReply error, string requestId) =>
        AnthropicErrors.Write(output, error, requestId);
}
