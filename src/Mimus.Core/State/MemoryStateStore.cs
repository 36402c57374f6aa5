using System.Collections.Concurrent;

namespace Mimus.Core.State;

/// <summary>Counters in this process's memory.</summary>
internal sealed class MemoryStateStore : IStateStore
{
    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    public ValueTask<long> IncrementAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_counters.GetOrAdd(key, static _ => new Counter()).Increment());

    public ValueTask<long> GetAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_counters.TryGetValue(key, out var counter) ? counter.Value : 0);

    public ValueTask RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        foreach (var key in _counters.Keys)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                _counters.TryRemove(key, out _);
            }
        }

        return ValueTask.CompletedTask;
    }

    private sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public long Increment() => Interlocked.Increment(ref _value);
    }
}
