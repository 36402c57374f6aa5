using System.Text;
using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Strategies;

/// <summary>
/// Turns the line <c>raise error {"code": 429, "message": "…"}</c> of the last user message into that HTTP error. <c>type</c> and
/// <c>error_code</c> are optional; the first line that parses wins, others are skipped.
/// </summary>
internal sealed class ErrorStrategy : IReplyStrategy
{
    private const string Trigger = "raise error ";

    public string Name => nameof(ErrorStrategy);

    public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Request.LastUserMessage?.Text is { } text && text.Contains(Trigger, StringComparison.Ordinal))
        {
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                if (Parse(line) is { } error)
                {
                    return ValueTask.FromResult<MockReply?>(error);
                }
            }
        }

        return ValueTask.FromResult<MockReply?>(null);
    }

    private static ErrorReply? Parse(ReadOnlySpan<char> line)
    {
        if (line.IndexOf(Trigger, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return null;
        }

        var json = Encoding.UTF8.GetBytes(line[(at + Trigger.Length)..].TrimStart().ToString());
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ErrorReply? Read(JsonElement error)
    {
        // Only statuses that say "error" (or "elsewhere") can carry an error's body; "not modified" has none.
        if (
            error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("code", out var code)
            || code.ValueKind != JsonValueKind.Number
            || !code.TryGetInt32(out var status)
            || status is < 300 or > 599 or 304
            || Text(error, "message") is not { } message
        )
        {
            return null;
        }

        return new ErrorReply(status, message) { Type = Text(error, "type"), Code = Text(error, "error_code") };
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
