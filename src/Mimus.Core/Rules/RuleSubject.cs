using System.Text.Json;
using System.Text.RegularExpressions;
using Mimus.Core.Model;

namespace Mimus.Core.Rules;

/// <summary>A request as rules look at it: what many conditions ask for is found once.</summary>
internal sealed class RuleSubject(MockRequest request)
{
    private string? _message;
    private string? _system;
    private bool _hasMessage;
    private bool _hasSystem;
    private JsonElement? _body;
    private bool _hasBody;

    public MockRequest Request { get; } = request;

    /// <summary>The text of the last user message that has text; null where there is none.</summary>
    public string? Message
    {
        get
        {
            if (!_hasMessage)
            {
                _message = Request.LastUserText;
                _hasMessage = true;
            }

            return _message;
        }
    }

    public string? System
    {
        get
        {
            if (!_hasSystem)
            {
                _system = Request.SystemText;
                _hasSystem = true;
            }

            return _system;
        }
    }

    /// <summary>The request's body; null where it is no JSON.</summary>
    public JsonElement? Body
    {
        get
        {
            if (!_hasBody)
            {
                _body = ParseBody(Request.RawBody);
                _hasBody = true;
            }

            return _body;
        }
    }

    /// <summary>The groups of the pattern that matched the message last.</summary>
    public Match? Captures { get; set; }

    /// <summary>True where a tool's result stands behind the last user message.</summary>
    public bool HasToolResult
    {
        get
        {
            for (var index = Request.Messages.Count - 1; index >= 0; index--)
            {
                switch (Request.Messages[index].Role)
                {
                    case MessageRole.User:
                        return false;
                    case MessageRole.Tool:
                        return true;
                }
            }

            return false;
        }
    }

    private static JsonElement? ParseBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
