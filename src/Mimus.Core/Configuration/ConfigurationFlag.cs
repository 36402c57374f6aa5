namespace Mimus.Core.Configuration;

/// <summary>A setting that was given on the command line.</summary>
/// <param name="Name">The flag as messages call it: <c>--port</c>.</param>
/// <param name="Key">The key that it sets.</param>
/// <param name="Value">Its value as it was typed.</param>
internal sealed record ConfigurationFlag(string Name, ConfigurationKey Key, string Value);
