using Mimus.Core.Configuration;
using Mimus.Core.Model;

namespace Mimus.Protocols;

/// <summary>A request as bytes, with what HTTP says about it; what a format turns into a <see cref="MockRequest"/>.</summary>
internal sealed class WireRequest
{
    private List<string>? _unknownParameters;

    public required Operation Operation { get; init; }

    public required string Path { get; init; }

    public string Query { get; init; } = "";

    public RequestHeaders Headers { get; init; }

    /// <summary>What stands in the route's open place, decoded: a model's id.</summary>
    public string RouteValue { get; init; } = "";

    public ReadOnlyMemory<byte> Body { get; init; }

    public ValidationLevel Validation { get; init; } = ValidationLevel.Structure;

    public int RetryCount => int.TryParse(Headers["x-stainless-retry-count"], out var count) && count > 0 ? count : 0;

    /// <summary>The test's own world that the request belongs to; null for the common one.</summary>
    public string? Scope { get; init; }

    /// <summary>Parameters that the vendor does not know, which passed because validation is not exact.</summary>
    public IReadOnlyList<string> UnknownParameters => _unknownParameters ?? [];

    public bool IsExact => Validation == ValidationLevel.Exact;

    public bool IsChecked => Validation != ValidationLevel.Off;

    /// <summary>Notes a parameter that the vendor does not know.</summary>
    public void NoteUnknown(string path)
    {
        // A hostile body may have a million of them; the log needs a few.
        if ((_unknownParameters ??= []).Count < 16)
        {
            _unknownParameters.Add(path);
        }
    }
}
