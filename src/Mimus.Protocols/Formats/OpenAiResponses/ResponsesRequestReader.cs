using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Reads the body of <c>POST /v1/responses</c>.</summary>
internal ref struct ResponsesRequestReader(WireRequest wire)
{
    private static readonly ParameterTable Parameters = new(
        Parameter.Object("prompt_cache_options"),
        Parameter.Array("context_management"),
        Parameter.Object("moderation")
    );

    private static readonly ParameterTable StreamOptions = new();
    private static readonly ParameterTable TextOptions = new();
    private static readonly ParameterTable ReasoningOptions = new(Parameter.String("mode"), Parameter.String("context"));

    private readonly ResponsesState _state = new();
    private string? _model;
    private List<MockMessage>? _messages;
    private MockMessage? _instructions;
    private ToolChoice _toolChoice = ToolChoice.Auto;
    private bool? _parallel;
    private ResponseFormat _responseFormat = ResponseFormat.Text;
    private bool _stream;
    private double? _temperature;
    private double? _topP;
    private long? _maxTokens;
    private string? _effort;

    public MockRequest Read()
    {
        var json = new JsonCursor(wire.Body, !wire.IsChecked);
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                if (!ReadProperty(ref json) && !ReadEchoed(ref json))
                {
                    Parameters.Check(ref json, wire);
                }
            }
        }

        json.End();
        if (wire.IsChecked)
        {
            json.RequireField(_model is { Length: > 0 }, "model");
            var continues = _state.PreviousResponseId is not null || !_state.Conversation.IsEmpty || _state.HasPrompt;
            json.RequireField(_messages is not null || continues, "input");
            ResponsesRules.Check(wire, Summarize(), _state);
        }

        return Summarize();
    }

    private readonly MockRequest Summarize()
    {
        var messages = _messages ?? [];
        if (_instructions is not null)
        {
            messages = [_instructions, .. messages];
        }

        return new MockRequest
        {
            Format = OpenAiResponsesFormat.FormatName,
            Operation = wire.Operation,
            Model = _model ?? "",
            Streaming = _stream,
            Messages = messages,
            Tools = _state.Tools.ConvertAll(tool => tool.Tool),
            ToolChoice = _toolChoice with { Parallel = _parallel ?? true },
            ResponseFormat = _responseFormat,
            Sampling = new Sampling
            {
                Temperature = _temperature,
                TopP = _topP,
                MaxTokens = (int?)_maxTokens,
            },
            ReasoningEffort = _effort,
            Headers = wire.Headers,
            Path = wire.Path,
            Query = wire.Query,
            RawBody = wire.Body,
            RetryCount = wire.RetryCount,
            Scope = wire.Scope,
            FormatState = _state,
        };
    }

    private bool ReadProperty(ref JsonCursor json)
    {
        var name = json.Name;
        if (name.SequenceEqual("model"u8))
        {
            _model = json.ReadString();
        }
        else if (name.SequenceEqual("input"u8))
        {
            _messages = ResponsesInputReader.Read(ref json, wire);
        }
        else if (name.SequenceEqual("instructions"u8))
        {
            ReadInstructions(ref json);
        }
        else if (name.SequenceEqual("stream"u8))
        {
            _stream = json.ReadBoolean() ?? false;
        }
        else if (name.SequenceEqual("tools"u8) && !json.IsNull)
        {
            ResponsesToolReader.ReadTools(ref json, wire, _state.Tools);
        }
        else if (name.SequenceEqual("tool_choice"u8) && !json.IsNull)
        {
            (_toolChoice, _state.ToolChoice) = ResponsesToolReader.ReadChoice(ref json);
        }
        else if (name.SequenceEqual("parallel_tool_calls"u8))
        {
            _parallel = json.ReadBoolean();
        }
        else if (name.SequenceEqual("temperature"u8))
        {
            _temperature = json.ReadNumber(0, 2);
        }
        else if (name.SequenceEqual("top_p"u8))
        {
            _topP = json.ReadNumber(0, 1);
        }
        else if (name.SequenceEqual("max_output_tokens"u8))
        {
            _maxTokens = json.ReadInteger(ResponsesRules.MinimumOutputTokens, int.MaxValue);
        }
        else if (name.SequenceEqual("text"u8) && !json.IsNull)
        {
            ReadText(ref json);
        }
        else if (name.SequenceEqual("reasoning"u8) && !json.IsNull)
        {
            ReadReasoning(ref json);
        }
        else
        {
            return false;
        }

        return true;
    }

    private readonly bool ReadEchoed(ref JsonCursor json)
    {
        var name = json.Name;
        if (name.SequenceEqual("previous_response_id"u8))
        {
            _state.PreviousResponseId = json.ReadOptionalString();
        }
        else if (name.SequenceEqual("conversation"u8))
        {
            _state.Conversation = json.IsNull ? default : json.ReadRaw();
        }
        else if (name.SequenceEqual("metadata"u8))
        {
            _state.Metadata = OpenAiMetadata.Read(ref json);
        }
        else if (name.SequenceEqual("include"u8) && !json.IsNull)
        {
            ReadInclude(ref json);
        }
        else if (name.SequenceEqual("stream_options"u8) && !json.IsNull)
        {
            ReadStreamOptions(ref json);
        }
        else if (name.SequenceEqual("store"u8))
        {
            _state.IsStored = json.ReadBoolean() ?? true;
        }
        else if (name.SequenceEqual("background"u8))
        {
            _state.IsBackground = json.ReadBoolean() ?? false;
        }
        else if (name.SequenceEqual("prompt"u8))
        {
            _state.HasPrompt = !json.IsNull;
            json.Skip();
        }
        else if (name.SequenceEqual("truncation"u8))
        {
            _state.Truncation = json.ReadChoice("auto", "disabled") ?? "disabled";
        }
        else if (name.SequenceEqual("service_tier"u8))
        {
            _state.ServiceTier = json.ReadChoice("auto", "default", "flex", "scale", "priority", "fast") ?? "auto";
        }
        else if (name.SequenceEqual("top_logprobs"u8))
        {
            _state.TopLogprobs = (int)(json.ReadInteger(0, 20) ?? 0);
        }
        else if (name.SequenceEqual("max_tool_calls"u8))
        {
            _state.MaxToolCalls = json.ReadInteger(1);
        }
        else if (name.SequenceEqual("prompt_cache_key"u8))
        {
            _state.PromptCacheKey = json.ReadOptionalString();
        }
        else if (name.SequenceEqual("prompt_cache_retention"u8))
        {
            _state.PromptCacheRetention = json.ReadChoice("in_memory", "in-memory", "24h");
        }
        else if (name.SequenceEqual("safety_identifier"u8))
        {
            _state.SafetyIdentifier = json.ReadOptionalString();
        }
        else if (name.SequenceEqual("user"u8))
        {
            _state.User = json.ReadOptionalString();
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadInstructions(ref JsonCursor json)
    {
        if (json.IsNull)
        {
            return;
        }

        var text = json.ReadString();
        _instructions = new MockMessage(MessageRole.System, [new MessageText(text)]);
        _state.Instructions = JsonSnippets.String(text);
    }

    private void ReadText(ref JsonCursor json)
    {
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("format"u8) && !json.IsNull)
            {
                (_responseFormat, _state.TextFormat) = ResponsesToolReader.ReadTextFormat(ref json, wire);
            }
            else if (json.NameIs("verbosity"u8))
            {
                _state.Verbosity = json.ReadChoice("low", "medium", "high");
            }
            else
            {
                TextOptions.Check(ref json, wire);
            }
        }
    }

    private void ReadReasoning(ref JsonCursor json)
    {
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("effort"u8))
            {
                _effort = json.ReadChoice("none", "minimal", "low", "medium", "high", "xhigh", "max");
            }
            else if (json.NameIs("summary"u8) || json.NameIs("generate_summary"u8))
            {
                _state.ReasoningSummary = json.ReadChoice("auto", "concise", "detailed");
            }
            else
            {
                ReasoningOptions.Check(ref json, wire);
            }
        }
    }

    private readonly void ReadInclude(ref JsonCursor json)
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
                    _state.IncludeEncryptedReasoning = true;
                    break;
                case "message.output_text.logprobs":
                    _state.IncludeLogprobs = true;
                    break;
            }
        }
    }

    private readonly void ReadStreamOptions(ref JsonCursor json)
    {
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("include_obfuscation"u8))
            {
                _state.IncludeObfuscation = json.ReadBoolean() ?? false;
            }
            else
            {
                StreamOptions.Check(ref json, wire);
            }
        }
    }
}
