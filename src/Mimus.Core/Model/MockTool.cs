namespace Mimus.Core.Model;

/// <summary>How a tool is defined.</summary>
public enum ToolKind
{
    /// <summary>A function with JSON arguments.</summary>
    Function,

    /// <summary>OpenAI's custom tool: its input is free text.</summary>
    Custom,

    /// <summary>A tool that the vendor itself defines or runs, such as a web search.</summary>
    Server,
}

/// <summary>A tool that the request offers to the model.</summary>
/// <param name="Name">The name that a call uses; for an unnamed vendor tool, its type.</param>
/// <param name="Kind">How it is defined.</param>
/// <param name="Type">The vendor's type string, such as <c>function</c> or <c>web_search_20250305</c>.</param>
/// <param name="Description">What the request says that it does; null where it says nothing.</param>
/// <param name="Schema">The JSON Schema of its arguments, as sent; empty where there is none.</param>
public sealed record MockTool(string Name, ToolKind Kind, string Type, string? Description, ReadOnlyMemory<byte> Schema)
{
    /// <summary>How long the vendor's prompt cache is to keep what ends with this tool; null where the request does not mark it.</summary>
    internal TimeSpan? KeepFor { get; init; }
}

/// <summary>How freely the model may choose among the tools.</summary>
public enum ToolChoiceMode
{
    /// <summary>The model decides: the default.</summary>
    Auto,

    /// <summary>No tool may be called.</summary>
    None,

    /// <summary>Some tool must be called.</summary>
    Required,

    /// <summary>The tool that <see cref="ToolChoice.Name"/> names must be called.</summary>
    Named,
}

/// <summary>What the request says about calling tools.</summary>
/// <param name="Mode">How freely the model may choose.</param>
/// <param name="Name">The tool that must be called; null unless the mode is <see cref="ToolChoiceMode.Named"/>.</param>
/// <param name="Parallel">Whether one answer may hold several calls.</param>
public sealed record ToolChoice(ToolChoiceMode Mode, string? Name = null, bool Parallel = true)
{
    /// <summary>The model decides, several calls are welcome.</summary>
    public static ToolChoice Auto { get; } = new(ToolChoiceMode.Auto);
}

/// <summary>The form that an answer's text must have.</summary>
public enum ResponseFormatKind
{
    /// <summary>Free text: the default.</summary>
    Text,

    /// <summary>Some JSON object.</summary>
    Json,

    /// <summary>JSON that a schema describes.</summary>
    JsonSchema,
}

/// <summary>What the request says about the form of the answer.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Name">The schema's name.</param>
/// <param name="Schema">The JSON Schema as sent; empty where there is none.</param>
public sealed record ResponseFormat(ResponseFormatKind Kind, string? Name = null, ReadOnlyMemory<byte> Schema = default)
{
    /// <summary>Free text.</summary>
    public static ResponseFormat Text { get; } = new(ResponseFormatKind.Text);
}

/// <summary>The sampling parameters, each null where the request does not give it.</summary>
public sealed record Sampling
{
    /// <summary>All parameters left to the vendor's defaults.</summary>
    public static Sampling Default { get; } = new();

    /// <summary>The temperature.</summary>
    public double? Temperature { get; init; }

    /// <summary>The nucleus to sample from.</summary>
    public double? TopP { get; init; }

    /// <summary>The most tokens that the answer may have.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts at which generation ends; they are not part of the answer.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>The seed for repeatable answers.</summary>
    public long? Seed { get; init; }

    /// <summary>How many alternative answers to give; 1 by default.</summary>
    public int Choices { get; init; } = 1;
}
