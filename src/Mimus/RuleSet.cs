using Mimus.AspNetCore;
using Mimus.Core.Rules;

namespace Mimus;

/// <summary>The rules of a running server: every change is in force when the call returns.</summary>
internal sealed class RuleSet(MimusServer server)
{
    private readonly Lock _lock = new();
    private readonly List<RuleHandle> _handles = [];
    private int _number;

    public IReadOnlyList<RuleHandle> Handles
    {
        get
        {
            lock (_lock)
            {
                return [.. _handles];
            }
        }
    }

    public int HighestPriority
    {
        get
        {
            lock (_lock)
            {
                return _handles.Select(handle => handle.Rule.Priority).DefaultIfEmpty().Max();
            }
        }
    }

    /// <summary>Adds a rule that answers nothing yet; it is asked once it has a reply.</summary>
    public RuleHandle Add(IReadOnlyList<RuleCondition> conditions, string description, string? scope)
    {
        lock (_lock)
        {
            return Add(new Rule { Name = $"{description} #{++_number}", Conditions = conditions, Replies = [], Scope = scope });
        }
    }

    /// <summary>Adds a rule as it is.</summary>
    public RuleHandle Add(Rule rule)
    {
        lock (_lock)
        {
            var handle = new RuleHandle(this, rule);
            _handles.Add(handle);
            Publish();
            return handle;
        }
    }

    public void Remove(RuleHandle handle)
    {
        lock (_lock)
        {
            _handles.Remove(handle);
            Publish();
        }
    }

    public void RemoveWhere(Predicate<RuleHandle> condition)
    {
        lock (_lock)
        {
            _handles.RemoveAll(condition);
            Publish();
        }
    }

    /// <summary>Puts the rules as they are into force.</summary>
    public void Publish()
    {
        lock (_lock)
        {
            var rules = _handles.Select(handle => handle.Rule).Where(rule => rule.Replies.Count > 0);
            server.Configuration = server.Configuration with { Rules = RuleBook.Of(rules) };
        }
    }
}
