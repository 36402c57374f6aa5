namespace Mimus.Core.PromptCaching;

/// <summary>What the prompt cache has to do with one request.</summary>
/// <param name="Read">The prompt's tokens that it holds.</param>
/// <param name="Written">The tokens that are written to it.</param>
/// <param name="WrittenForAnHour">Of those, the ones that stay for an hour.</param>
internal sealed record CachedPrompt(int Read, int Written, int WrittenForAnHour)
{
    /// <summary>What is kept when the request is answered: prefixes by their hashes, and for how long.</summary>
    public IReadOnlyList<(ulong Prefix, TimeSpan Lifetime)> Writes { get; init; } = [];
}
