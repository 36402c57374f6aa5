using System.Collections.Immutable;
using Mimus.AspNetCore;
using Mimus.Core.Rules;
using Mimus.Core.Strategies;

namespace Mimus;

/// <summary>The rules of a running server: every change is in force when the call returns.</summary>
internal sealed class RuleSet(MimusServer server)
{
    private readonly Lock _lock = new();

    // By number, so that the order of making is kept; immutable, so that the server can put them in order when the next request asks.
    private ImmutableSortedDictionary<long, RuleHandle> _handles = ImmutableSortedDictionary<long, RuleHandle>.Empty;
    private ImmutableSortedDictionary<long, Rule> _rules = ImmutableSortedDictionary<long, Rule>.Empty;

    // How many rules have had a name.
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private long _number;

    /// <summary>The rules in the order in which they were made: of one scope, or of all requests and all scopes.</summary>
    public IReadOnlyList<RuleHandle> Of(string? scope)
    {
        var handles = Volatile.Read(ref _handles).Values;
        return [.. scope is null ? handles : handles.Where(handle => handle.Rule.Scope == scope)];
    }

    /// <summary>Adds a rule; where its name is taken, it gets a number behind it.</summary>
    public RuleHandle Add(Rule rule, bool isOptional = false)
    {
        lock (_lock)
        {
            var handle = Enter(rule, isOptional);
            Publish();
            return handle;
        }
    }

    /// <summary>Adds rules, all at once for the requests that arrive.</summary>
    public IReadOnlyList<RuleHandle> AddAll(IEnumerable<Rule> rules, bool isOptional)
    {
        lock (_lock)
        {
            IReadOnlyList<RuleHandle> handles = [.. rules.Select(rule => Enter(rule, isOptional))];
            Publish();
            return handles;
        }
    }

    public RuleHandle Change(RuleHandle handle, Func<Rule, Rule> change)
    {
        lock (_lock)
        {
            if (!_rules.ContainsKey(handle.Number))
            {
                throw new InvalidOperationException($"The rule '{handle.Name}' has been taken away; make a new one.");
            }

            handle.Rule = change(handle.Rule);
            _rules = _rules.SetItem(handle.Number, handle.Rule);
            Publish();
            return handle;
        }
    }

    public RuleHandle MoveToFront(RuleHandle handle)
    {
        lock (_lock)
        {
            var highest = _rules.Values.Select(rule => rule.Priority).DefaultIfEmpty().Max();
            return Change(handle, rule => rule with { Priority = Math.Min(highest, int.MaxValue - 1) + 1 });
        }
    }

    public void Remove(RuleHandle handle)
    {
        lock (_lock)
        {
            Leave(handle);
            Publish();
        }
    }

    /// <summary>Takes away the rules of a scope, or all.</summary>
    public void Clear(string? scope)
    {
        lock (_lock)
        {
            foreach (var handle in Of(scope))
            {
                Leave(handle);
            }

            Publish();
        }
    }

    /// <summary>Changes what answers beside the rules.</summary>
    public void Use(IReadOnlyList<IReplyStrategy> strategies)
    {
        lock (_lock)
        {
            server.Configuration = server.Configuration with { Strategies = strategies };
        }
    }

    private RuleHandle Enter(Rule rule, bool isOptional)
    {
        _number++;
        var name = FreeName(rule.Name);
        var handle = new RuleHandle(this, _number, rule with { Name = name, CounterName = name }, isOptional);
        _handles = _handles.Add(_number, handle);
        _rules = _rules.Add(_number, handle.Rule);
        return handle;
    }

    private string FreeName(string wanted)
    {
        var name = wanted;
        while (!_names.TryAdd(name, 1))
        {
            name = $"{wanted} #{++_names[wanted]}";
        }

        return name;
    }

    // Its name stays taken, since the counters that are kept by it stay too.
    private void Leave(RuleHandle handle)
    {
        _handles = _handles.Remove(handle.Number);
        _rules = _rules.Remove(handle.Number);
    }

    private void Publish() => server.Configuration = server.Configuration with { Rules = RuleBook.Deferred(_rules.Values) };
}
