using Mimus.Core.Model;
using Mimus.Core.PromptCaching;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the body of <c>POST /v1/chat/completions</c>.</summary>
internal ref struct ChatRequestReader(WireRequest wire)
{
    private static readonly ParameterTable StreamOptions = new();

    private readonly ChatState _state = new();
    private readonly ChatOptions _options = new();
    private readonly ChatMessageReader _conversation = new(wire);
    private string? _model;
    private List<MockMessage>? _messages;
    private List<MockTool>? _tools;
    private List<MockTool>? _functions;
    private ToolChoice? _toolChoice;
    private ToolChoice? _functionChoice;
    private bool? _parallel;
    private ResponseFormat _responseFormat = ResponseFormat.Text;
    private bool _stream;
    private bool _hasStreamOptions;

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
            ChatRules.Check(_model, _messages!, _responseFormat);
            ChatToolRules.Check(_tools, _toolChoice, _parallel);
            ChatToolRules.CheckFunctions(_functions, _functionChoice);
            CheckOptions();
            ChatRules.CheckContent(_conversation.WithoutContent);
        }

        _state.TopLogprobs = _options.Logprobs == true ? _options.TopLogprobs ?? 0 : null;
        return new MockRequest
        {
            Format = OpenAiChatFormat.FormatName,
            Operation = wire.Operation,
            Model = _model ?? "",
            Streaming = _stream,
            Messages = _messages ?? [],
            Tools = [.. _tools ?? [], .. _functions ?? []],
            ToolChoice = (_toolChoice ?? _functionChoice ?? ToolChoice.Auto) with { Parallel = _parallel ?? true },
            ResponseFormat = _responseFormat,
            Sampling = _options.Sampling,
            ReasoningEffort = _options.Effort,
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

    private void ReadProperty(ref JsonCursor json)
    {
        if (json.NameIs("model"u8))
        {
            _model = json.IsNull ? null : json.ReadString();
        }
        else if (json.NameIs("messages"u8))
        {
            _messages = _conversation.Read(ref json);
        }
        else if (json.NameIs("stream"u8))
        {
            _stream = json.ReadBoolean() ?? false;
        }
        else if (json.NameIs("tools"u8) && !json.IsNull)
        {
            _tools = ChatToolReader.ReadTools(ref json, wire);
        }
        else if (json.NameIs("functions"u8) && !json.IsNull)
        {
            _state.UsesFunctions = true;
            _functions = ChatToolReader.ReadFunctions(ref json, wire);
        }
        else if (json.NameIs("tool_choice"u8))
        {
            _toolChoice = ChatToolChoiceReader.Read(ref json, wire);
        }
        else if (json.NameIs("function_call"u8))
        {
            _functionChoice = ChatToolChoiceReader.Read(ref json, wire);
        }
        else if (json.NameIs("parallel_tool_calls"u8))
        {
            _parallel = json.ReadBoolean();
        }
        else if (json.NameIs("response_format"u8) && !json.IsNull)
        {
            _responseFormat = ChatResponseFormatReader.Read(ref json, wire);
        }
        else if (json.NameIs("stream_options"u8) && !json.IsNull)
        {
            ReadStreamOptions(ref json);
        }
        else if (json.NameIs("service_tier"u8))
        {
            var tier = json.ReadChoice("auto", "default", "fast", "flex", "priority");
            _state.ServiceTier = tier switch
            {
                null or "auto" => "default",
                "fast" => "priority",
                _ => tier,
            };
        }
        else
        {
            _options.Read(ref json, wire);
        }
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

        if (_options is { TopLogprobs: not null, Logprobs: not true })
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest("The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs")
            );
        }

        if (wire.IsExact)
        {
            ChatRules.CheckModel(_model!, _options);
        }
    }
}
