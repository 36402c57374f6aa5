namespace Mimus.Core.Rules;

/// <summary>Counts the matches of a rule in this process.</summary>
internal sealed class MatchCounter
{
    private long _value;
    private volatile bool _hasReplied;

    public long Value => Interlocked.Read(ref _value);

    /// <summary>True once the rule has replied, be it to a client's repeated attempt, which counts for nothing else.</summary>
    public bool HasReplied => _hasReplied;

    public void MarkReply() => _hasReplied = true;

    public void Add() => Interlocked.Increment(ref _value);
}
