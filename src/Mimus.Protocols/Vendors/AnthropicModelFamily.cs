namespace Mimus.Protocols.Vendors;

/// <summary>What Anthropic's models differ in, by their names.</summary>
internal static class AnthropicModelFamily
{
    private static readonly string[] WithoutPrefill = ["claude-opus-4-6", "claude-opus-4-7", "claude-sonnet-4-6", "claude-mythos"];
    private static readonly string[] WithOneOfTwo =
    [
        "claude-opus-4-1",
        "claude-opus-4-5",
        "claude-sonnet-4-5",
        "claude-haiku-4-5",
        .. WithoutPrefill,
    ];

    /// <summary>The models that do not go on from a last message of the assistant: Claude 4.6 and later.</summary>
    public static bool RefusesPrefill(string model) => StartsWithAny(model, WithoutPrefill);

    /// <summary>The models that take a temperature or a nucleus, not both: Claude Opus 4.1 and later.</summary>
    public static bool RefusesTemperatureWithTopP(string model) => StartsWithAny(model, WithOneOfTwo);

    /// <summary>The name for people that the list of models shows: <c>Claude Sonnet 4.5</c>; other vendors' ids stay as they are.</summary>
    public static string DisplayName(string id)
    {
        if (!id.StartsWith("claude-", StringComparison.Ordinal))
        {
            return id;
        }

        var name = new System.Text.StringBuilder();
        var wasNumber = false;
        foreach (var word in id.Split('-', StringSplitOptions.RemoveEmptyEntries))
        {
            var isNumber = char.IsAsciiDigit(word[0]);
            if (isNumber && word.Length == 8)
            {
                // The date of a snapshot.
                break;
            }

            name.Append(name.Length == 0 ? "" : isNumber && wasNumber ? "." : " ");
            name.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
            wasNumber = isNumber;
        }

        return name.ToString();
    }

    private static bool StartsWithAny(string model, string[] families)
    {
        foreach (var family in families)
        {
            if (model.StartsWith(family, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
