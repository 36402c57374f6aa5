using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Protocols.Formats.AnthropicMessages;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

/// <summary>Asks the format what the tests want to know.</summary>
internal static class Anthropic
{
    public static readonly AnthropicMessagesFormat Format = new();

    public const string Hello = """{"role":"user","content":"Hello"}""";

    /// <summary>A body with these messages, and further members.</summary>
    public static string Body(string messages = Hello, string more = "") =>
        $$"""{"model":"claude-haiku-4-5","max_tokens":2048,"messages":[{{messages}}]{{(more.Length > 0 ? "," : "")}}{{more}}}""";

    public static MockRequest Read(
        string body,
        ValidationLevel validation = ValidationLevel.Structure,
        Operation operation = Operation.Generate,
        params (string, string)[] headers
    ) => Format.Read(Some.Wire(body, operation, validation, headers: [("anthropic-version", "2023-06-01"), .. headers]));

    /// <summary>The error that turns a body away.</summary>
    public static ErrorReply Refusal(
        string body,
        ValidationLevel validation = ValidationLevel.Structure,
        Operation operation = Operation.Generate
    )
    {
        var exception = Assert.Throws<WireFormatException>(() => Read(body, validation, operation));
        return exception.Reply switch
        {
            ErrorReply error => error,
            RefusalReply refusal => Format.Describe(refusal.Refusal),
            _ => throw new InvalidOperationException($"What is {exception.Reply}?"),
        };
    }

    /// <summary>Checks the sentence with which a body is turned away, and that it passes where validation is off.</summary>
    public static void IsRefused(
        string body,
        string message,
        ValidationLevel validation = ValidationLevel.Structure,
        Operation operation = Operation.Generate
    )
    {
        var error = Refusal(body, validation, operation);
        Assert.Equal(message, error.Message);
        Assert.Equal((400, "invalid_request_error"), (error.Status, error.Type));
        Read(body, ValidationLevel.Off, operation);
    }
}
