namespace Mimus.Core.Configuration;

/// <summary>How closely requests are checked against what the vendor accepts.</summary>
public enum ValidationLevel
{
    /// <summary>Only what cannot be read is refused.</summary>
    Off,

    /// <summary>What the vendor requires and how it must be formed; unknown parameters pass with a warning in the log. The default.</summary>
    Structure,

    /// <summary>Also unknown, contradictory and model-dependent parameters, as the vendor refuses them.</summary>
    Exact,
}
