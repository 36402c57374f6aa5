namespace Mimus.Core.Rules;

/// <summary>Counts the matches of a rule in this process.</summary>
internal sealed class MatchCounter
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add() => Interlocked.Increment(ref _value);

    public void Reset() => Interlocked.Exchange(ref _value, 0);
}
