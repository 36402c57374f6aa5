namespace Mimus.Protocols.Vendors;

/// <summary>What Anthropic's models differ in, by their names.</summary>
internal static class AnthropicModelFamily
{
    private static readonly string[] WithoutPrefill = ["claude-opus-4-6", "claude-opus-4-7", "claude-sonnet-4-6", "claude-mythos"];
    private static readonly string[] CachingFrom4096 = ["claude-opus-4-5", "claude-opus-4-6", "claude-haiku-4-5"];
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

    /// <summary>
    /// How many tokens a prompt must have to be kept. Source: Anthropic's guide to prompt caching, as far as it is known here: 4,096 for Opus 4.5 and
    /// Haiku 4.5, 2,048 for older Haikus, else 1,024.
    /// </summary>
    public static int LeastCached(string model) =>
        StartsWithAny(model, CachingFrom4096) ? 4096
        : model.StartsWith("claude-3-haiku", StringComparison.Ordinal) || model.StartsWith("claude-3-5-haiku", StringComparison.Ordinal) ? 2048
        : 1024;

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
