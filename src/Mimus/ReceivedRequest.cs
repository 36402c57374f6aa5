using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mimus.Core.Journal;
using Mimus.Core.Model;

namespace Mimus;

/// <summary>A request that the server has received, whatever became of it.</summary>
public sealed class ReceivedRequest
{
    private const int MaximumShown = 100;

    private readonly JournalEntry _entry;

    internal ReceivedRequest(JournalEntry entry) => _entry = entry;

    /// <summary>The HTTP method.</summary>
    public string Method => _entry.Method;

    /// <summary>The path, without the query.</summary>
    public string Path => _entry.Path;

    /// <summary>When it arrived.</summary>
    public DateTimeOffset ReceivedAt => _entry.ReceivedAt;

    /// <summary>The scope that it belongs to; null for none.</summary>
    public string? Scope => _entry.Scope;

    /// <summary>The body as it was sent.</summary>
    public string Body => Encoding.UTF8.GetString(_entry.Body.Span);

    /// <summary>The request as the server understood it, headers, tools and sampling included; null where it could not be read.</summary>
    public MockRequest? Request => _entry.Request;

    /// <summary>The text of the last user message that has text; null where there is none.</summary>
    public string? LastMessage => Request?.LastUserText;

    /// <summary>The model asked for; null where the request could not be read.</summary>
    public string? Model => Request?.Model;

    /// <summary>The name of the rule that answered; null where none did.</summary>
    public string? Rule => _entry.MatchedRule;

    /// <summary>The strategy that answered; null where none did, because the request was turned away before.</summary>
    public string? Strategy => _entry.AnsweredBy;

    /// <summary>The fault that was put into the answer, as a header would ask for it; null where none was.</summary>
    public string? Fault => _entry.Fault;

    /// <summary>How the delivery of the answer ended, and when; null while it goes on.</summary>
    public DeliveryReport? Delivery => _entry.Delivery;

    /// <summary>The body as JSON; null where it is none.</summary>
    public JsonNode? Json()
    {
        try
        {
            return JsonNode.Parse(_entry.Body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One line: method, path, model, the last user text, the scope.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Method} {Path}");
        if (Model is { Length: > 0 } model)
        {
            text.Append(' ').Append(model);
        }

        if (LastMessage is { } message)
        {
            var shown = message.Length > MaximumShown ? message[..MaximumShown] + "…" : message;
            text.Append(": '").Append(shown.ReplaceLineEndings("\\n")).Append('\'');
        }

        return (Scope is null ? text : text.Append(" in ").Append(Scope)).ToString();
    }
}
