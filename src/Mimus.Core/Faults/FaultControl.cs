using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using Mimus.Core.Chance;
using Mimus.Core.Pipeline;
using Mimus.Core.State;

namespace Mimus.Core.Faults;

/// <summary>The faults that were made while the server runs, and who gets which: every count is exact under any concurrency.</summary>
internal sealed class FaultControl(IStateStore state, TimeProvider time, ulong seed)
{
    /// <summary>How many faults can be armed at a time over HTTP: whoever arms more has forgotten to take some away.</summary>
    public const int MostArmed = 1_000;

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, HashSet<int>> _budgets = new(StringComparer.Ordinal);
    private volatile bool _isOff;
    private ImmutableList<ArmedFault> _armed = [];
    private long _number;

    /// <summary>True where nothing goes wrong on purpose, whatever asks for it.</summary>
    public bool IsOff
    {
        get => _isOff;
        set => _isOff = value;
    }

    /// <summary>What was made and is not used up, in order.</summary>
    public IReadOnlyList<ArmedFault> Armed => Volatile.Read(ref _armed);

    /// <summary>Makes a fault; one that says nothing of when happens once.</summary>
    public ArmedFault Arm(Fault fault, string? scope)
    {
        lock (_gate)
        {
            var armed = new ArmedFault(++_number, fault.When is null ? fault with { When = new FaultChoice { Times = 1 } } : fault, scope, time.GetTimestamp());
            _armed = _armed.Add(armed);
            return armed;
        }
    }

    /// <summary>Takes a fault away; false where it is not there any more.</summary>
    public bool Disarm(long id)
    {
        lock (_gate)
        {
            var rest = _armed.RemoveAll(armed => armed.Id == id);
            var isThere = rest.Count < _armed.Count;
            _armed = rest;
            return isThere;
        }
    }

    /// <summary>Takes away all faults of a scope, or all there are.</summary>
    public void Clear(string? scope)
    {
        lock (_gate)
        {
            _armed = scope is null ? [] : _armed.RemoveAll(armed => armed.Scope == scope);
        }
    }

    /// <summary>How often a fault that was made may still happen; null for as often as it is chosen.</summary>
    public async ValueTask<long?> LeftAsync(ArmedFault armed, CancellationToken cancellationToken) =>
        armed.Fault.When?.Times is { } times
            ? Math.Max(0, times - await state.GetAsync(Key(armed.Scope, KeyOf(armed), "given"), cancellationToken).ConfigureAwait(false))
            : null;

    /// <summary>The fault made while the server runs that happens to a request; null for none.</summary>
    public async ValueTask<Fault?> ChooseArmedAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        foreach (var armed in Armed)
        {
            if (armed.Scope is not null && armed.Scope != exchange.Request.Scope)
            {
                continue;
            }

            if (await HappensAsync(exchange, armed.Fault, KeyOf(armed), armed.Scope, armed.Since, cancellationToken).ConfigureAwait(false))
            {
                await DropIfUsedUpAsync(armed, cancellationToken).ConfigureAwait(false);
                return armed.Fault;
            }
        }

        return null;
    }

    /// <summary>The first of some faults that happens to a request; null for none.</summary>
    public async ValueTask<Fault?> ChooseAsync(MockExchange exchange, IReadOnlyList<Fault> faults, CancellationToken cancellationToken)
    {
        foreach (var fault in faults)
        {
            if (await HappensAsync(exchange, fault, fault.Name ?? fault.ToString(), exchange.Request.Scope, _start, cancellationToken).ConfigureAwait(false))
            {
                return fault;
            }
        }

        return null;
    }

    private async ValueTask<bool> HappensAsync(
        MockExchange exchange,
        Fault fault,
        string name,
        string? scope,
        long since,
        CancellationToken cancellationToken
    )
    {
        if (fault.When is not { } when)
        {
            return true;
        }

        if (!IsFor(when.Models, exchange.Request.Model) || !IsIn(when, time.GetElapsedTime(since)))
        {
            return false;
        }

        if (when.First is not null || when.Every is not null || when.Budget is not null)
        {
            var number = await state.IncrementAsync(Key(scope, name, "seen"), cancellationToken).ConfigureAwait(false);
            if (number > when.First || (when.Every is { } every && number % every != 0) || (when.Budget is not null && !IsInBudget(when, name, number)))
            {
                return false;
            }
        }

        if (when.Rate is { } rate && exchange.Random.For("fault " + name).NextDouble() >= rate)
        {
            return false;
        }

        return when.Times is not { } times || await state.IncrementAsync(Key(scope, name, "given"), cancellationToken).ConfigureAwait(false) <= times;
    }

    private async ValueTask DropIfUsedUpAsync(ArmedFault armed, CancellationToken cancellationToken)
    {
        if (await LeftAsync(armed, cancellationToken).ConfigureAwait(false) == 0)
        {
            Disarm(armed.Id);
        }
    }

    private static bool IsIn(FaultChoice when, TimeSpan elapsed) =>
        elapsed >= (when.From ?? TimeSpan.Zero)
        && (when.To is not { } to || elapsed < to)
        && (when is not { BurstEvery: { } every, BurstFor: { } length } || elapsed.Ticks % every.Ticks < length.Ticks);

    private static bool IsFor(IReadOnlyList<string> models, string model)
    {
        foreach (var pattern in models)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, model, ignoreCase: false))
            {
                return true;
            }
        }

        return models.Count == 0;
    }

    private bool IsInBudget(FaultChoice when, string name, long number) =>
        number <= when.Among && _budgets.GetOrAdd($"{name}\u001f{when.Budget}\u001f{when.Among}", _ => Draw(when, name)).Contains((int)number);

    private HashSet<int> Draw(FaultChoice when, string name)
    {
        // Floyd's way to draw without putting back.
        var random = new SeededRandom(seed).For("budget " + name);
        var drawn = new HashSet<int>();
        for (var last = when.Among!.Value - when.Budget!.Value + 1; last <= when.Among; last++)
        {
            var candidate = 1 + (int)(random.NextDouble() * last);
            drawn.Add(drawn.Contains(candidate) ? last : candidate);
        }

        return drawn;
    }

    private static string KeyOf(ArmedFault armed) => armed.Id.ToString(CultureInfo.InvariantCulture);

    private static string Key(string? scope, string name, string what) => $"{scope}\u001ffault\u001f{name}\u001f{what}";
}
