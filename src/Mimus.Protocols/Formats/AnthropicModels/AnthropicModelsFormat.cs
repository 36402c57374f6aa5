using System.Globalization;
using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicModels;

/// <summary>Anthropic's list of models, and one model of it.</summary>
internal sealed class AnthropicModelsFormat : WireFormat
{
    public override string Name => "anthropic-models";

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
            FormatState = ModelPage.Read(wire),
        };

    public override void WriteReply(ByteOutput output, ReplyContext context, MockReply reply)
    {
        using var json = JsonWriting.Open(output);
        if (reply is ModelReply { Model: var single })
        {
            WriteModel(json, single);
            return;
        }

        var page = (ModelPage)context.Request.FormatState!;
        var models = page.Of(((ModelListReply)reply).Models, out var hasMore);
        json.WriteStartObject();
        json.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            WriteModel(json, model);
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more"u8, hasMore);
        json.WriteTextOrNull("first_id"u8, models.Count > 0 ? models[0].Id : null);
        json.WriteTextOrNull("last_id"u8, models.Count > 0 ? models[^1].Id : null);
        json.WriteEndObject();
    }

    public override ReplyStreamWriter OpenStream(ReplyContext context, GeneratedReply reply) => throw NoStream(Name);

    public override ErrorReply Describe(Refusal refusal) => AnthropicErrors.Describe(refusal);

    public override void WriteError(ByteOutput output, ErrorReply error, string requestId) =>
        AnthropicErrors.Write(output, error, requestId);

    private static void WriteModel(Utf8JsonWriter json, ModelEntry model)
    {
        var created = DateTimeOffset.FromUnixTimeSeconds(model.Created);
        json.WriteStartObject();
        json.WriteString("type"u8, "model"u8);
        json.WriteText("id"u8, model.Id);
        json.WriteText("display_name"u8, AnthropicModelFamily.DisplayName(model.Id));
        json.WriteString("created_at"u8, created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

        // Required by the specification, and nullable where nothing is known.
        json.WriteNull("capabilities"u8);
        json.WriteNull("max_input_tokens"u8);
        json.WriteNull("max_tokens"u8);
        json.WriteEndObject();
    }
}
