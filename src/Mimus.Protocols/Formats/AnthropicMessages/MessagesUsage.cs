using System.Text.Json;
using Mimus.Core.Model;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>The <c>usage</c> of Messages. Its input tokens are those that the prompt cache had no part in.</summary>
internal static class MessagesUsage
{
    /// <summary>The full form, of a message.</summary>
    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        WriteInput(json, usage);
        json.WriteStartObject("cache_creation"u8);
        json.WriteNumber("ephemeral_5m_input_tokens"u8, usage.CacheCreation - usage.LongCacheCreation);
        json.WriteNumber("ephemeral_1h_input_tokens"u8, usage.LongCacheCreation);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, usage.Output);
        json.WriteString("service_tier"u8, "standard"u8);
        json.WriteString("inference_geo"u8, "not_available"u8);
        json.WriteNull("server_tool_use"u8);
        json.WriteEndObject();
    }

    /// <summary>The short form, of a stream's end; it counts from the stream's start.</summary>
    public static void WriteTotals(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        WriteInput(json, usage);
        json.WriteNumber("output_tokens"u8, usage.Output);
        json.WriteNull("server_tool_use"u8);
        json.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteNumber("input_tokens"u8, Math.Max(0, usage.Input - usage.Cached - usage.CacheCreation));
        json.WriteNumber("cache_creation_input_tokens"u8, usage.CacheCreation);
        json.WriteNumber("cache_read_input_tokens"u8, usage.Cached);
    }
}
