using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>OpenAI's Responses.</summary>
internal sealed class OpenAiResponsesFormat : WireFormat
{
    public const string FormatName = "responses";

    public override string Name => FormatName;

    public override MockRequest Read(WireRequest wire) => new ResponsesRequestReader(wire).Read();

    public override void WriteReply(ByteOutput output, ReplyContext context, MockReply reply)
    {
        var response = new ResponseOutput(context, (GeneratedReply)reply);
        using var json = JsonWriting.Open(output);
        ResponseEnvelope.Write(json, response, response.FinalStatus);
    }

    public override ReplyStreamWriter OpenStream(ReplyContext context, GeneratedReply reply) =>
        new ResponsesStreamWriter(new ResponseOutput(context, reply));

    // Recorded: an unknown model is a bad request here, where Chat Completions does not find it.
    public override ErrorReply Describe(Refusal refusal) =>
        refusal is UnknownModel model
            ? OpenAiErrors.BadRequest($"The requested model '{model.Model}' does not exist.", "model", "model_not_found")
            : OpenAiErrors.Describe(refusal);

    public override void WriteError(ByteOutput output, ErrorReply error, string requestId) => OpenAiErrors.Write(output, error);
}
