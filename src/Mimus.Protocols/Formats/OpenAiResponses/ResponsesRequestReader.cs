using Mimus.Core.Model;
using Mimus.Core.PromptCaching;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Reads the body of <c>POST /v1/responses</c>.</summary>
internal ref struct ResponsesRequestReader(WireRequest wire)
{
    // Those that are read elsewhere come here as null.
    private static readonly ParameterTable Parameters = new(
        Parameter.Any("tools"),
        Parameter.Any("tool_choice"),
        Parameter.Any("text"),
        Parameter.Any("reasoning"),
        Parameter.Any("include"),
        Parameter.Any("stream_options"),
        Parameter.Object("prompt_cache_options"),
        Parameter.Array("context_management"),
        Parameter.Object("moderation")
    );

    private static readonly ParameterTable TextOptions = new(Parameter.Any("format"));
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
                if (!ReadProperty(ref json) && !ResponsesStateReader.Read(ref json, wire, _state))
                {
                    RefuseMoved(json);
                    Parameters.Check(ref json, wire);
                }
            }
        }

        json.End();
        var request = Summarize();
        if (wire.IsChecked)
        {
            json.RequireField(_model is not null, "model");
            json.RequireField(_messages is not null || _state.HasPrompt, "input");
            ResponsesRules.Check(wire, request, _state, hasInput: _messages is { Count: > 0 });
        }

        return request;
    }

    // What Chat Completions calls otherwise.
    private readonly void RefuseMoved(in JsonCursor json)
    {
        var (old, current) = json.NameIs("messages"u8) ? ("messages", "input") : ("response_format", "text.format");
        if (wire.IsExact && (json.NameIs("messages"u8) || json.NameIs("response_format"u8)))
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest(
                    $"Unsupported parameter: '{old}'. In the Responses API, this parameter has moved to '{current}'. Try again with the new "
                        + "parameter. See the API documentation for more information: "
                        + "https://platform.openai.com/docs/api-reference/responses/create.",
                    code: "unsupported_parameter"
                )
            );
        }
    }

    private static WireFormatException GotNull(in JsonCursor json) => json.Invalid(new FieldWrongType("a string", "an object"));

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
            Caching = PromptCachingKind.Automatic,
        };
    }

    private bool ReadProperty(ref JsonCursor json)
    {
        if (json.NameIs("model"u8))
        {
            // Measured against the vendor in August 2026: of null it says that it got an object.
            _model = json.IsNull && wire.IsChecked ? throw GotNull(json) : json.ReadString();
        }
        else if (json.NameIs("input"u8))
        {
            _messages = json.IsNull && wire.IsChecked ? throw GotNull(json) : ResponsesInputReader.Read(ref json, wire);
        }
        else if (json.NameIs("instructions"u8))
        {
            ReadInstructions(ref json);
        }
        else if (json.NameIs("stream"u8))
        {
            _stream = json.ReadBoolean() ?? false;
        }
        else if (json.NameIs("tools"u8) && !json.IsNull)
        {
            ResponsesToolReader.ReadTools(ref json, wire, _state.Tools);
        }
        else if (json.NameIs("tool_choice"u8) && !json.IsNull)
        {
            (_toolChoice, _state.ToolChoice) = ResponsesToolReader.ReadChoice(ref json);
        }
        else if (json.NameIs("parallel_tool_calls"u8))
        {
            _parallel = json.ReadBoolean();
        }
        else if (json.NameIs("temperature"u8))
        {
            _temperature = json.ReadNumber(0, 2);
        }
        else if (json.NameIs("top_p"u8))
        {
            _topP = json.ReadNumber(0, 1);
        }
        else if (json.NameIs("max_output_tokens"u8))
        {
            _maxTokens = json.ReadInteger(ResponsesRules.MinimumOutputTokens, int.MaxValue);
        }
        else if (json.NameIs("text"u8) && !json.IsNull)
        {
            ReadText(ref json);
        }
        else if (json.NameIs("reasoning"u8) && !json.IsNull)
        {
            ReadReasoning(ref json);
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
                _state.ReasoningSummary = json.ReadChoice("concise", "detailed", "auto");
            }
            else
            {
                ReasoningOptions.Check(ref json, wire);
            }
        }
    }
}
