using System.Text;
using System.Text.Json.Nodes;
using Mimus.Core.Journal;
using Mimus.Core.Model;

namespace Mimus;

/// <summary>A request that the server has received.</summary>
public sealed class ReceivedRequest
{
    private readonly JournalEntry _entry;

    internal ReceivedRequest(JournalEntry entry) => _entry = entry;

    /// <summary>The HTTP method.</summary>
    public string Method => _entry.Method;

    /// <summary>The path, without the query.</summary>
    public string Path => _entry.Path;

    /// <summary>When it arrived.</summary>
    public DateTimeOffset ReceivedAt => _entry.ReceivedAt;

    /// <summary>The body as it was sent.</summary>
    public string Body => Encoding.UTF8.GetString(_entry.Body.Span);

    /// <summary>The request as the server understood it; null where it could not be read.</summary>
    public MockRequest? Request => _entry.Request;

    /// <summary>The text of the last user message that has text.</summary>
    public string? LastMessage => Request?.LastUserText;

    /// <summary>The model asked for.</summary>
    public string? Model => Request?.Model;

    /// <summary>The body as JSON; null where it is none.</summary>
    public JsonNode? Json()
    {
        try
        {
            return JsonNode.Parse(_entry.Body.Span);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => LastMessage is { } text ? $"{Method} {Path} {Model}: '{text}'" : $"{Method} {Path}";
}
