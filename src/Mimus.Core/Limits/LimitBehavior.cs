using Mimus.Core.Admission;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules;

namespace Mimus.Core.Limits;

/// <summary>
/// Counts requests and tokens, turns away what is too much, and tells each answer how its limits stand. What the request's header says goes over its
/// rule over its model over the server.
/// </summary>
internal sealed class LimitBehavior(LimitLedger ledger, TimeProvider time) : IBehavior
{
    private readonly long _start = time.GetTimestamp();

    public async ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        var request = exchange.Request;
        if (ledger.IsOff || request.Operation != Operation.Generate || !exchange.Configuration.Models.Accepts(request.Model))
        {
            return await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        }

        var (settings, source) = await FindAsync(exchange, cancellationToken).ConfigureAwait(false);
        if (settings.IsOff)
        {
            return await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        }

        var account = ledger.Open(OwnerOf(settings, source, request), settings);
        var refuses = !ReferenceEquals(settings, LimitLedger.Advertised);
        var now = Now(exchange, refuses);
        var input = request.InputTokens - exchange.CachedInputTokens;
        var output = settings.Algorithm == LimitAlgorithm.Azure ? request.Sampling.MaxTokens ?? 16 : 0;
        var refused = account.TryTake(now, input, output, refuses);
        exchange.Limits = account.Snapshot(now, exchange.StartedAt);
        if (refused is not null)
        {
            return new RefusalReply(refused with { Model = request.Model });
        }

        return await AnswerAsync(exchange, next, account, (input, output, refuses), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<MockReply> AnswerAsync(
        MockExchange exchange,
        NextBehavior next,
        LimitAccount account,
        (long Input, long Output, bool Refuses) charged,
        CancellationToken cancellationToken
    )
    {
        if (account.Settings.Concurrent is { } most)
        {
            var places = new BatchLimits(most, most, account.Settings.Queue ?? 0);
            if (!await account.Concurrency.EnterAsync(places, cancellationToken).ConfigureAwait(false))
            {
                var running = account.Concurrency.Running;
                return new RefusalReply(
                    new RateLimited(LimitedResource.Concurrency, TimeSpan.Zero, most, running, 1, TimeSpan.FromSeconds(1)) { Model = exchange.Request.Model }
                );
            }

            exchange.OnFinishing(account.Concurrency.Leave);
        }

        var reply = await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        var usage = (reply as GeneratedReply)?.Usage;
        var input = usage is null ? charged.Input : usage.Input - usage.Cached;
        long output = usage?.Output ?? 0;
        if (input != charged.Input || output != charged.Output)
        {
            SettleAtTheEnd(exchange, account, input - charged.Input, output - charged.Output, charged.Refuses);
        }

        return reply;
    }

    private void SettleAtTheEnd(MockExchange exchange, LimitAccount account, long input, long output, bool refuses) =>
        exchange.OnFinishing(() => account.Settle(Now(exchange, refuses), input, output));

    // What is only told must be the same in a run that is repeated; what is enforced goes by the clock.
    private long Now(MockExchange exchange, bool refuses) =>
        refuses || !exchange.IsRepeatable ? time.GetElapsedTime(_start).Ticks : exchange.StartedAt.Ticks - RepeatableStart;

    private static long RepeatableStart { get; } = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks;

    private async ValueTask<(LimitSettings Settings, string Source)> FindAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Controls.Any && ReadHeader(exchange) is { } asked)
        {
            return (asked, "header");
        }

        var configuration = exchange.Configuration;
        if (configuration.Rules.HasLimits && await RuleStrategy.PeekAsync(exchange, cancellationToken).ConfigureAwait(false) is { Limits: { } ofRule } rule)
        {
            return (ofRule, "rule " + rule.CounterName);
        }

        return exchange.ModelBehavior is { Limits: { } ofModel, Name: { } name }
            ? (ofModel, "model " + name)
            : (ledger.Server ?? configuration.Limits ?? LimitLedger.Advertised, "server");
    }

    private static LimitSettings? ReadHeader(MockExchange exchange) =>
        exchange.Controls.Read(ControlHeaders.Limits, null, (node, reader, problems) => new LimitReader(reader, problems).Read(node));

    private static LimitOwner OwnerOf(LimitSettings settings, string source, MockRequest request)
    {
        var sharing = settings.Sharing;
        return new LimitOwner(
            request.Scope,
            settings.Name ?? source,
            sharing is LimitSharing.KeyAndModel or LimitSharing.Key ? SentKey.Of(request.Headers) : null,
            sharing is LimitSharing.KeyAndModel or LimitSharing.Model ? request.Model : null
        );
    }
}
