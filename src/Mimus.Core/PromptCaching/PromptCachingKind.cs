namespace Mimus.Core.PromptCaching;

/// <summary>How a vendor decides what of a prompt is kept.</summary>
internal enum PromptCachingKind
{
    /// <summary>Nothing is.</summary>
    None,

    /// <summary>Long prompts, by themselves, in steps of 128 tokens.</summary>
    Automatic,

    /// <summary>What ends at the places that the request marks.</summary>
    Breakpoints,
}
