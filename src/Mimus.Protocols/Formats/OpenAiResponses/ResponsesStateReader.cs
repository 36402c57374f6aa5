using System.Text.Json;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Reads the parameters of a Responses request that only its writer needs.</summary>
internal static class ResponsesStateReader
{
    private static readonly ParameterTable StreamOptions = new();
    private static readonly ParameterTable Prompt = new(Parameter.Object("prompt"));

    /// <summary>Reads the property at hand; false where it is none of these.</summary>
    public static bool Read(ref JsonCursor json, WireRequest wire, ResponsesState state)
    {
        if (json.NameIs("previous_response_id"u8))
        {
            state.PreviousResponseId = json.ReadOptionalString();
        }
        else if (json.NameIs("conversation"u8))
        {
            state.Conversation = json.IsNull ? default : JsonSnippets.Compact(json.ReadRaw());
        }
        else if (json.NameIs("metadata"u8))
        {
            ReadMetadata(ref json, wire, state);
        }
        else if (json.NameIs("include"u8) && !json.IsNull)
        {
            ReadInclude(ref json, state);
        }
        else if (json.NameIs("stream_options"u8) && !json.IsNull)
        {
            ReadStreamOptions(ref json, wire, state);
        }
        else if (json.NameIs("store"u8))
        {
            state.IsStored = json.ReadBoolean() ?? true;
        }
        else if (json.NameIs("background"u8))
        {
            state.IsBackground = json.ReadBoolean() ?? false;
        }
        else if (json.NameIs("prompt"u8))
        {
            state.HasPrompt = !json.IsNull;
            Prompt.Check(ref json, wire);
        }
        else if (json.NameIs("frequency_penalty"u8))
        {
            state.FrequencyPenalty = json.ReadNumber(-2, 2) ?? 0;
        }
        else if (json.NameIs("presence_penalty"u8))
        {
            state.PresencePenalty = json.ReadNumber(-2, 2) ?? 0;
        }
        else if (json.NameIs("truncation"u8))
        {
            state.Truncation = json.ReadChoice("auto", "disabled") ?? "disabled";
        }
        else if (json.NameIs("service_tier"u8))
        {
            state.ServiceTier = json.ReadChoice("auto", "default", "fast", "flex", "priority") ?? "auto";
        }
        else if (json.NameIs("top_logprobs"u8))
        {
            state.TopLogprobs = (int)(json.ReadInteger(0, 20) ?? 0);
        }
        else if (json.NameIs("max_tool_calls"u8))
        {
            state.MaxToolCalls = json.ReadInteger(1);
        }
        else if (json.NameIs("prompt_cache_key"u8))
        {
            state.PromptCacheKey = json.ReadOptionalString();
        }
        else if (json.NameIs("prompt_cache_retention"u8))
        {
            state.PromptCacheRetention = json.ReadChoice("in_memory", "24h");
        }
        else if (json.NameIs("safety_identifier"u8))
        {
            state.SafetyIdentifier = json.ReadOptionalString();
        }
        else if (json.NameIs("user"u8))
        {
            state.User = json.ReadOptionalString();
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void ReadMetadata(ref JsonCursor json, WireRequest wire, ResponsesState state)
    {
        if (json.Token == JsonTokenType.StartObject)
        {
            var ahead = json;
            state.Metadata = JsonSnippets.Compact(ahead.ReadRaw());
        }

        OpenAiMetadata.Check(ref json, wire);
    }

    private static void ReadInclude(ref JsonCursor json, ResponsesState state)
    {
        if (!json.BeginArray("an array of strings"))
        {
            return;
        }

        while (json.NextItem())
        {
            switch (json.ReadChoice(ResponsesRules.Includes))
            {
                case "reasoning.encrypted_content":
                    state.IncludeEncryptedReasoning = true;
                    break;
                case "message.output_text.logprobs":
                    state.IncludeLogprobs = true;
                    break;
            }
        }
    }

    private static void ReadStreamOptions(ref JsonCursor json, WireRequest wire, ResponsesState state)
    {
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("include_obfuscation"u8))
            {
                state.IncludeObfuscation = json.ReadBoolean() ?? false;
            }
            else
            {
                StreamOptions.Check(ref json, wire);
            }
        }
    }
}
