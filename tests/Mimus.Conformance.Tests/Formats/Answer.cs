using System.Text;
using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Specifications;

namespace Mimus.Conformance.Tests.Formats;

/// <summary>An answer as any client of the format would understand it, and the bytes that it was understood from.</summary>
internal sealed class Answer(HttpResponseMessage response, WireReply reply)
{
    public HttpResponseMessage Response { get; } = response;

    public WireReply Reply { get; } = reply;

    public int Status => Reply.Status;

    public string Id { get; set; } = "";

    public string Model { get; set; } = "";

    public string Text => string.Concat(Texts.Select(text => text.ToString()));

    /// <summary>The texts of the alternatives; one where the request asks for one.</summary>
    public List<StringBuilder> Texts { get; } = [];

    public StringBuilder Reasoning { get; } = new();

    public StringBuilder Refusal { get; } = new();

    public List<ToolCall> Calls { get; } = [];

    public string? Finish { get; set; }

    public string? StopSequence { get; set; }

    public AnswerUsage? Usage { get; set; }

    public AnswerError? Error { get; set; }

    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Adds a piece to the text of one alternative.</summary>
    public void AddText(int choice, string? piece)
    {
        while (Texts.Count <= choice) Texts.Add(new StringBuilder());
        Texts[choice].Append(piece);
    }

    /// <summary>Adds a piece to the arguments of a call that has begun.</summary>
    public void AddArguments(int call, string? piece) =>
        Calls[call] = Calls[call] with { Arguments = Calls[call].Arguments + piece };

    public override string ToString() => Reply.Body;
}

/// <summary>The tokens charged; <paramref name="Reasoning"/> is null where the format does not say.</summary>
/// <param name="Input">Input tokens, cached ones included.</param>
internal sealed record AnswerUsage(int Input, int Output, int Cached, int? Reasoning);

internal sealed record AnswerError(string Message, string Type, string? Param, string? Code)
{
    public static AnswerError Read(JsonObject body)
    {
        var error = body["error"]!.AsObject();
        return new AnswerError((string)error["message"]!, (string)error["type"]!, (string?)error["param"], (string?)error["code"]);
    }
}
