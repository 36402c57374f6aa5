using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiModels;

/// <summary>OpenAI's list of models, and one model of it.</summary>
internal sealed class OpenAiModelsFormat : WireFormat
{
    public override string Name => "openai-models";

    public override MockRequest Read(WireRequest wire) =>
        new()
        {
            Format = Name,
            Operation = wire.Operation,
            Model = wire.RouteValue,
            Headers = wire.Headers,
            Path = wire.Path,
            Query = wire.Query,
            RawBody = wire.Body,
            RetryCount = wire.RetryCount,
            Scope = wire.Scope,
        };

    public override void WriteReply(ByteOutput output, ReplyContext context, MockReply reply)
    {
        using var json = JsonWriting.Open(output);
        if (reply is ModelReply { Model: var single })
        {
            WriteModel(json, single);
            return;
        }

        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var model in ((ModelListReply)reply).Models)
        {
            WriteModel(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public override ReplyStreamWriter OpenStream(ReplyContext context, GeneratedReply reply) => throw NoStream(Name);

    public override ErrorReply Describe(Refusal refusal) => OpenAiErrors.Describe(refusal);

    public override void WriteError(ByteOutput output, ErrorReply error, string requestId) => OpenAiErrors.Write(output, error);

    private static void WriteModel(Utf8JsonWriter json, ModelEntry model)
    {
        json.WriteStartObject();
        json.WriteText("id"u8, model.Id);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, model.Created);
        json.WriteText("owned_by"u8, model.OwnedBy);
        json.WriteEndObject();
    }
}
