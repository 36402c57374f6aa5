using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the body of <c>POST /v1/chat/completions</c>.</summary>
internal ref struct ChatRequestReader(WireRequest wire)
{
    private static readonly ParameterTable Parameters = new(
        Parameter.Boolean("store"),
        Parameter.Number("frequency_penalty", -2, 2),
        Parameter.Number("presence_penalty", -2, 2),
        Parameter.Object("logit_bias"),
        Parameter.Array("modalities"),
        Parameter.Any("prediction"),
        Parameter.Object("audio"),
        Parameter.String("user"),
        Parameter.Object("web_search_options"),
        Parameter.Choice("verbosity", "low", "medium", "high"),
        Parameter.String("safety_identifier"),
        Parameter.String("prompt_cache_key"),
        Parameter.String("prompt_cache_retention"),
        Parameter.Object("moderation")
    );

    private static readonly ParameterTable StreamOptions = new();

    private readonly ChatState _state = new();
    private string? _model;
    private List<MockMessage>? _messages;
    private List<MockTool>? _tools;
    private ToolChoice? _toolChoice;
    private bool? _parallel;
    private ResponseFormat _responseFormat = ResponseFormat.Text;
    private bool _stream;
    private bool _hasStreamOptions;
    private double? _temperature;
    private double? _topP;
    private long? _maxTokens;
    private long? _maxCompletionTokens;
    private long? _choices;
    private long? _seed;
    private List<string> _stop = [];
    private string? _effort;
    private bool? _logprobs;
    private long? _topLogprobs;

    public MockRequest Read()
    {
        var json = new JsonCursor(wire.Body, !wire.IsChecked);
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                ReadProperty(ref json);
            }
        }

        json.End();
        if (wire.IsChecked)
        {
            // OpenAI names no parameter here.
            _ = _model ?? throw new WireFormatException(OpenAiErrors.BadRequest("you must provide a model parameter"));
            json.RequireField(_messages is not null, "messages");
            ChatRules.Check(wire, _model, _messages!, _tools, _toolChoice, _parallel, _responseFormat);
            CheckOptions();
        }

        _state.TopLogprobs = _logprobs == true ? (int)(_topLogprobs ?? 0) : null;
        return new MockRequest
        {
            Format = OpenAiChatFormat.FormatName,
            Operation = wire.Operation,
            Model = _model ?? "",
            Streaming = _stream,
            Messages = _messages ?? [],
            Tools = _tools ?? [],
            ToolChoice = (_toolChoice ?? ToolChoice.Auto) with { Parallel = _parallel ?? true },
            ResponseFormat = _responseFormat,
            Sampling = new Sampling
            {
                Temperature = _temperature,
                TopP = _topP,
                MaxTokens = (int?)(_maxCompletionTokens ?? _maxTokens),
                Stop = _stop,
                Seed = _seed,
                Choices = (int)(_choices ?? 1),
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

    private void ReadProperty(ref JsonCursor json)
    {
        var name = json.Name;
        if (name.SequenceEqual("model"u8))
        {
            _model = json.ReadString();
        }
        else if (name.SequenceEqual("messages"u8))
        {
            _messages = ChatMessageReader.ReadAll(ref json, wire);
        }
        else if (name.SequenceEqual("stream"u8))
        {
            _stream = json.ReadBoolean() ?? false;
        }
        else if (name.SequenceEqual("tools"u8) && !json.IsNull)
        {
            (_tools ??= []).AddRange(ChatToolReader.ReadTools(ref json, wire));
        }
        else if (name.SequenceEqual("functions"u8) && !json.IsNull)
        {
            _state.UsesFunctions = true;
            (_tools ??= []).AddRange(ChatToolReader.ReadFunctions(ref json, wire));
        }
        else if (name.SequenceEqual("tool_choice"u8) || name.SequenceEqual("function_call"u8))
        {
            _toolChoice = ChatToolReader.ReadChoice(ref json, wire);
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
        else if (name.SequenceEqual("max_tokens"u8))
        {
            _maxTokens = json.ReadInteger(1, int.MaxValue);
        }
        else if (name.SequenceEqual("max_completion_tokens"u8))
        {
            _maxCompletionTokens = json.ReadInteger(1, int.MaxValue);
        }
        else if (name.SequenceEqual("n"u8))
        {
            _choices = json.ReadInteger(1, 128);
        }
        else if (name.SequenceEqual("seed"u8))
        {
            _seed = json.ReadInteger();
        }
        else if (name.SequenceEqual("stop"u8))
        {
            _stop = ReadStop(ref json);
        }
        else if (name.SequenceEqual("response_format"u8) && !json.IsNull)
        {
            _responseFormat = ChatToolReader.ReadResponseFormat(ref json, wire);
        }
        else if (name.SequenceEqual("stream_options"u8) && !json.IsNull)
        {
            ReadStreamOptions(ref json);
        }
        else if (name.SequenceEqual("reasoning_effort"u8))
        {
            _effort = json.ReadChoice("none", "minimal", "low", "medium", "high", "xhigh", "max");
        }
        else if (name.SequenceEqual("metadata"u8))
        {
            OpenAiMetadata.Read(ref json);
        }
        else if (name.SequenceEqual("logprobs"u8))
        {
            _logprobs = json.ReadBoolean();
        }
        else if (name.SequenceEqual("top_logprobs"u8))
        {
            _topLogprobs = json.ReadInteger(0, 20);
        }
        else if (name.SequenceEqual("service_tier"u8))
        {
            var tier = json.ReadChoice("auto", "default", "flex", "scale", "priority", "fast");
            _state.ServiceTier = tier switch
            {
                null or "auto" => "default",
                "fast" => "priority",
                _ => tier,
            };
        }
        else
        {
            Parameters.Check(ref json, wire);
        }
    }

    private readonly List<string> ReadStop(ref JsonCursor json)
    {
        var stop = new List<string>();
        if (json.Token == JsonTokenType.String)
        {
            stop.Add(json.ReadString());
        }
        else if (!json.IsNull && json.BeginArray("one of an array of strings or a string"))
        {
            while (json.NextItem())
            {
                stop.Add(json.ReadString());
            }

            if (stop.Count > 4 && wire.IsChecked)
            {
                throw new WireFormatException(new InvalidField(new FieldPath("stop"), new FieldTooLong(4, stop.Count, IsArray: true)));
            }
        }

        return stop;
    }

    private void ReadStreamOptions(ref JsonCursor json)
    {
        _hasStreamOptions = true;
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("include_usage"u8))
            {
                _state.IncludeUsage = json.ReadBoolean() ?? false;
            }
            else if (json.NameIs("include_obfuscation"u8))
            {
                _state.IncludeObfuscation = json.ReadBoolean() ?? false;
            }
            else
            {
                StreamOptions.Check(ref json, wire);
            }
        }
    }

    private readonly void CheckOptions()
    {
        if (_hasStreamOptions && !_stream)
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options")
            );
        }

        if (_topLogprobs is not null && _logprobs != true)
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest("The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs")
            );
        }

        if (wire.IsExact)
        {
            ChatRules.CheckModel(_model!, _temperature, _topP, _maxTokens, _maxCompletionTokens, _logprobs, _effort);
        }
    }
}
