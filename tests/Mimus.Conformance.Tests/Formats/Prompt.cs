namespace Mimus.Conformance.Tests.Formats;

/// <summary>A request in words that every format can put into its own.</summary>
internal sealed record Prompt(params IReadOnlyList<Turn> Turns)
{
    /// <summary>The model; null for one that the format's vendor has.</summary>
    public string? Model { get; init; }

    public string? System { get; init; }

    public int? MaxTokens { get; init; }

    public string? Stop { get; init; }

    /// <summary>The names of the tools on offer.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>A conversation of one user message with these text parts; a lone one is sent as a plain string.</summary>
    public static Prompt Of(params string[] texts) => new(new UserTurn(texts));

    /// <summary>The conversation, gone on.</summary>
    public Prompt Then(params Turn[] turns) => this with { Turns = [.. Turns, .. turns] };
}

/// <summary>One turn of a conversation.</summary>
internal abstract record Turn;

/// <summary>What the user says, with a picture at the end where one is wanted.</summary>
internal sealed record UserTurn(IReadOnlyList<string> Texts, bool HasImage = false) : Turn;

internal sealed record AssistantTurn(string Text) : Turn;

internal sealed record CallTurn(params IReadOnlyList<ToolCall> Calls) : Turn;

internal sealed record ResultTurn(string Id, string Text) : Turn;

/// <summary>A call of a tool, in a request or in an answer.</summary>
internal sealed record ToolCall(string Id, string Name, string Arguments);
