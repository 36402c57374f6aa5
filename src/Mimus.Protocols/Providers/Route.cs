using Mimus.Core.Model;
using Mimus.Protocols.Framings;

namespace Mimus.Protocols.Providers;

/// <summary>One method and path of a provider.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without the version in front, such as <c>/models</c>; a closing <c>/*</c> stands for one open value.</param>
/// <param name="Operation">What is asked for there.</param>
/// <param name="Format">The payload.</param>
internal sealed record Route(string Method, string Path, Operation Operation, WireFormat Format)
{
    /// <summary>The envelope of streamed answers; null where there are none.</summary>
    public Framing? StreamFraming { get; init; }

    /// <summary>A header that tells this route from another one of the same path; null where none is needed.</summary>
    public string? Marker { get; init; }
}
