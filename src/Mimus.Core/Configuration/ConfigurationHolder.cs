namespace Mimus.Core.Configuration;

/// <summary>The configuration in force. A reload swaps the snapshot; exchanges under way keep the one with which they began.</summary>
internal sealed class ConfigurationHolder(MockConfiguration configuration)
{
    private volatile MockConfiguration _current = configuration;

    /// <summary>The snapshot in force.</summary>
    public MockConfiguration Current
    {
        get => _current;
        set => _current = value;
    }
}
