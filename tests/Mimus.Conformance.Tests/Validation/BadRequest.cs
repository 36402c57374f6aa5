using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Validation;

/// <summary>A request that the vendor refuses: a valid one, changed.</summary>
/// <param name="Edits">Changes of the body's fields: <c>name=JSON</c> sets one, <c>-name</c> removes it.</param>
/// <param name="Param">What the error's <c>param</c> says, where the vendor has one.</param>
/// <param name="Message">What the error's message contains.</param>
internal sealed record BadRequest(string Edits, string? Param, string Message)
{
    /// <summary>Whether only exact validation refuses it.</summary>
    public bool IsExact { get; init; }

    /// <summary>
    /// Whether an answer without validation says the value back: values newer than Mimus come through as the vendor would send them,
    /// and the specification knows these as little as Mimus does.
    /// </summary>
    public bool IsSaidBack { get; init; }

    public string Of(JsonObject valid)
    {
        foreach (var edit in Edits.Split(" & "))
        {
            var equals = edit.IndexOf('=', StringComparison.Ordinal);
            if (edit[0] == '-') valid.Remove(edit[1..]);
            else valid[edit[..equals]] = JsonNode.Parse(edit[(equals + 1)..]);
        }

        return valid.ToJsonString();
    }
}
