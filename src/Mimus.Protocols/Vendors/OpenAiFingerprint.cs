using Mimus.Core.Chance;

namespace Mimus.Protocols.Vendors;

/// <summary>OpenAI's <c>system_fingerprint</c>: always the same for the same <c>seed</c>.</summary>
internal static class OpenAiFingerprint
{
    private const string WithoutSeed = "fp_44709d6fcb";

    public static string Of(long? seed) => seed is { } value ? "fp_" + SeededRandom.HexOf((ulong)value, 10) : WithoutSeed;
}
