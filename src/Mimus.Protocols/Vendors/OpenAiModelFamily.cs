namespace Mimus.Protocols.Vendors;

/// <summary>What OpenAI's models differ in, by their names.</summary>
internal static class OpenAiModelFamily
{
    /// <summary>The models that reason: the o series and GPT-5, its chat variants left out.</summary>
    public static bool IsReasoning(string model) =>
        (model.StartsWith("gpt-5", StringComparison.Ordinal) && !model.Contains("-chat", StringComparison.Ordinal))
        || (model.Length > 1 && model[0] == 'o' && char.IsAsciiDigit(model[1]));
}
