using Mimus.Core.Model;
using Mimus.Core.PromptCaching;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads the body of <c>POST /v1/messages</c> and of <c>POST /v1/messages/count_tokens</c>.</summary>
internal ref struct MessagesRequestReader(WireRequest wire)
{
    private const string VersionHeader = "anthropic-version";

    private readonly MessagesOptions _options = new();
    private string? _model;
    private List<MockMessage>? _messages;
    private MockMessage? _system;
    private List<MockTool>? _tools;
    private ToolChoice? _toolChoice;
    private bool _stream;
    private bool _endsInPrefill;

    public MockRequest Read()
    {
        if (wire.IsChecked && wire.Headers[VersionHeader] is not { Length: > 0 })
        {
            throw new WireFormatException(new MissingHeader(VersionHeader));
        }

        var json = new JsonCursor(wire.Body, !wire.IsChecked);
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                ReadProperty(ref json);
            }
        }

        json.End();
        json.RequireField(_model is not null, "model");
        json.RequireField(_messages is not null, "messages");
        json.RequireField(_options.MaxTokens is not null || wire.Operation == Operation.CountTokens, "max_tokens");
        if (wire.IsChecked)
        {
            MessagesRules.Check(_tools, _toolChoice, _options);
        }

        if (wire.IsExact)
        {
            MessagesRules.CheckModel(_model!, _toolChoice, _options, _endsInPrefill);
        }

        return new MockRequest
        {
            Format = AnthropicMessagesFormat.FormatName,
            Operation = wire.Operation,
            Model = _model ?? "",
            Streaming = _stream && wire.Operation == Operation.Generate,
            Messages = Conversation(),
            Tools = _tools ?? [],
            ToolChoice = _toolChoice ?? ToolChoice.Auto,
            ResponseFormat = _options.ResponseFormat,
            Sampling = _options.Sampling,
            ReasoningEffort = _options.Effort,
            Headers = wire.Headers,
            Path = wire.Path,
            Query = wire.Query,
            RawBody = wire.Body,
            RetryCount = wire.RetryCount,
            Scope = wire.Scope,
            Caching = PromptCachingKind.Breakpoints,
            LeastCached = Vendors.AnthropicModelFamily.LeastCached(_model ?? ""),
        };
    }

    private void ReadProperty(ref JsonCursor json)
    {
        if (json.NameIs("model"u8))
        {
            _model = json.ReadString();
            if (_model.Length == 0 && wire.IsChecked)
            {
                throw json.Invalid(new FieldTooShort(1, 0, IsArray: false));
            }
        }
        else if (json.NameIs("messages"u8))
        {
            var reader = new ConversationReader(wire);
            _messages = reader.Read(ref json);
            _endsInPrefill = reader.EndsInPrefill;
        }
        else if (json.NameIs("system"u8))
        {
            _system = SystemReader.Read(ref json, wire);
        }
        else if (json.NameIs("tools"u8))
        {
            _tools = ToolReader.ReadAll(ref json, wire);
        }
        else if (json.NameIs("tool_choice"u8))
        {
            _toolChoice = ToolChoiceReader.Read(ref json, wire);
        }
        else if (json.NameIs("stream"u8))
        {
            MessagesOptions.RefuseOutsideGeneration(json, wire);
            _stream = json.IsNull ? json.Wrong("a boolean", false) : json.ReadBoolean() ?? false;
        }
        else if (json.NameIs("thread"u8) && !json.IsNull && wire.IsChecked)
        {
            throw ThreadsAreNotServed();
        }
        else
        {
            _options.Read(ref json, wire);
        }
    }

    // The newest SDKs' tool runner asks for a conversation that the server keeps, and goes on without one when it hears this code
    // (source: the TypeScript SDK 1.12, as measured by our client suite).
    private static WireFormatException ThreadsAreNotServed() =>
        new(
            Vendors.AnthropicErrors.BadRequest("thread: threads are not supported for this request") with
            {
                Details = "{\"error_code\":\"thread_unsupported_request\",\"unsupported\":[\"thread\"]}"u8.ToArray(),
            }
        );

    private readonly List<MockMessage> Conversation()
    {
        var messages = _messages ?? [];
        if (_system is not null)
        {
            messages.Insert(0, _system);
        }

        return messages;
    }
}
