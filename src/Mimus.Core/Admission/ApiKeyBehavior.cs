using System.Security.Cryptography;
using System.Text;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Admission;

/// <summary>Turns away requests without the configured key, in whichever of the vendors' headers it comes.</summary>
internal sealed class ApiKeyBehavior : IBehavior
{
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        if (exchange.Configuration.ApiKey is not { Length: > 0 } wanted)
        {
            return next.HandleAsync(exchange, cancellationToken);
        }

        if (SentKey.Of(exchange.Request.Headers) is not { } sent)
        {
            return ValueTask.FromResult<MockReply>(new RefusalReply(new MissingApiKey()));
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(wanted))
            ? next.HandleAsync(exchange, cancellationToken)
            : ValueTask.FromResult<MockReply>(new RefusalReply(new InvalidApiKey(sent)));
    }
}
