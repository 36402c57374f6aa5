using Mimus.Core.Model;
using Xunit;

namespace Mimus.Protocols.Tests;

/// <summary>Why a format turns a request away.</summary>
internal static class Refused
{
    /// <summary>The error in the vendor's words.</summary>
    public static ErrorReply By(WireFormat format, Action read)
    {
        var exception = Assert.Throws<WireFormatException>(read);
        return exception.Reply switch
        {
            ErrorReply error => error,
            RefusalReply refusal => format.Describe(refusal.Refusal),
            _ => throw new InvalidOperationException($"What is {exception.Reply}?"),
        };
    }
}
