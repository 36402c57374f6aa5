namespace Mimus.Core.State;

/// <summary>Counters that outlive an exchange: keys and numbers, nothing of what they mean.</summary>
public interface IStateStore
{
    /// <summary>Adds one to a counter and returns its new value; counters begin at 0. Exact under any concurrency.</summary>
    ValueTask<long> IncrementAsync(string key, CancellationToken cancellationToken);

    /// <summary>The value of a counter; 0 where it has never been counted.</summary>
    ValueTask<long> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Forgets all counters whose keys begin with this; an empty prefix forgets all.</summary>
    ValueTask RemoveAsync(string prefix, CancellationToken cancellationToken);
}
