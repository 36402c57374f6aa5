using Mimus.Core.Chance;
using Mimus.Core.Model;

namespace Mimus.Protocols;

/// <summary>What a writer needs besides the reply: the request, the time, and the chance of which ids are made.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Random">The exchange's chance.</param>
/// <param name="CreatedAt">When the reply was made.</param>
internal sealed record ReplyContext(MockRequest Request, SeededRandom Random, DateTimeOffset CreatedAt)
{
    /// <summary>The time in seconds since 1970, as OpenAI's <c>created</c>.</summary>
    public long CreatedSeconds => CreatedAt.ToUnixTimeSeconds();
}
