using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Protocols.Formats.OpenAiChat;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

/// <summary>Asks the format what the tests want to know.</summary>
internal static class Chat
{
    public static readonly OpenAiChatFormat Format = new();

    public const string Hello = """{"role":"user","content":"Hello"}""";
    public const string Weather = """{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{}}}}""";

    /// <summary>A body with these messages, and further members.</summary>
    public static string Body(string messages = Hello, string more = "", string model = "gpt-4o-mini") =>
        $$"""{"model":"{{model}}","messages":[{{messages}}]{{(more.Length > 0 ? "," : "")}}{{more}}}""";

    public static MockRequest Read(string body, ValidationLevel validation = ValidationLevel.Structure) =>
        Format.Read(Some.Wire(body, validation: validation, path: "/v1/chat/completions"));

    /// <summary>Checks the error with which a body is turned away, and that it passes where validation is off.</summary>
    public static void IsRefused(
        string body,
        string message,
        string? param,
        string? code,
        ValidationLevel validation = ValidationLevel.Structure
    )
    {
        var error = Refused.By(Format, () => Read(body, validation));
        Assert.Equal(message, error.Message);
        Assert.Equal((400, "invalid_request_error", param, code), (error.Status, error.Type, error.Param, error.Code));
        Read(body, ValidationLevel.Off);
    }
}
