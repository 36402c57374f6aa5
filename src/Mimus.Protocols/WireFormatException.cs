using Mimus.Core.Model;

namespace Mimus.Protocols;

/// <summary>This request is wrong, and how: the only exception that a format's reading may end in, besides the JSON reader's own.</summary>
internal sealed class WireFormatException : Exception
{
    /// <summary>Turns the request away for a reason that the format can put into its vendor's words.</summary>
    public WireFormatException(Refusal refusal)
        : base(refusal.ToString()) => Reply = new RefusalReply(refusal);

    /// <summary>Turns the request away in words that only this vendor has.</summary>
    public WireFormatException(ErrorReply error)
        : base(error.Message) => Reply = error;

    /// <summary>What to answer.</summary>
    public MockReply Reply { get; }
}
