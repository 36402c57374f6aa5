using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>OpenAI's Chat Completions.</summary>
internal sealed class OpenAiChatFormat : WireFormat
{
    public const string FormatName = "openai";

    public override string Name => FormatName;

    // Recorded: Chat Completions names the charset in errors, Responses does not.
    public override string ErrorContentType => "application/json; charset=utf-8";

    public override MockRequest Read(WireRequest wire) => new ChatRequestReader(wire).Read();

    public override void WriteReply(ByteOutput output, ReplyContext context, MockReply reply) =>
        ChatReplyWriter.Write(output, context, (GeneratedReply)reply);

    public override ReplyStreamWriter OpenStream(ReplyContext context, GeneratedReply reply) => new ChatStreamWriter(context, reply);

    public override ErrorReply Describe(Refusal refusal) =>
        refusal is UnknownModel model
            ? new ErrorReply(404, $"The model `{model.Model}` does not exist or you do not have access to it.")
            {
                Type = "invalid_request_error",
                Code = "model_not_found",
            }
            : OpenAiErrors.Describe(refusal);

    public override void WriteError(ByteOutput output, ErrorReply error, string requestId) => OpenAiErrors.Write(output, error);
}
