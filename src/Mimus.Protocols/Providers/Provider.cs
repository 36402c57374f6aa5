using Mimus.Core.Limits;

namespace Mimus.Protocols.Providers;

/// <summary>A vendor's surface: its routes, and the headers that it puts on every answer.</summary>
internal abstract class Provider
{
    /// <summary>The vendor's name, for people.</summary>
    public abstract string Name { get; }

    /// <summary>The routes, paths without the version in front.</summary>
    public abstract IReadOnlyList<Route> Routes { get; }

    /// <summary>The format whose words say that a path is unknown.</summary>
    public abstract WireFormat ErrorFormat { get; }

    /// <summary>True where a request for an unknown path looks like one of this vendor's clients'.</summary>
    public abstract bool Recognizes(WireHead head);

    /// <summary>Makes the id of an answer.</summary>
    public abstract string MakeRequestId(Mimus.Core.Chance.SeededRandom random);

    /// <summary>Puts the vendor's headers on an answer.</summary>
    public abstract void WriteHeaders(IHeaderWriter headers, in AnswerHead answer);
}

/// <summary>What is known of a request before its body is read.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Headers">The headers.</param>
internal sealed record WireHead(string Method, string Path, Mimus.Core.Model.RequestHeaders Headers);

/// <summary>What a provider's headers say of an answer.</summary>
/// <param name="RequestId">The answer's id.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Elapsed">The time since the request arrived.</param>
/// <param name="Limits">How the request's limits stand; null where nothing is told of them.</param>
internal readonly record struct AnswerHead(string RequestId, int Status, TimeSpan Elapsed, LimitSnapshot? Limits = null);
