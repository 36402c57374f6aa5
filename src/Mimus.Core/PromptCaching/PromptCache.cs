using System.Buffers;
using System.Collections.Concurrent;
using Mimus.Core.Admission;
using Mimus.Core.Model;

namespace Mimus.Core.PromptCaching;

/// <summary>Whose prompts these are: the vendors' caches know no other's.</summary>
/// <param name="Scope">The scope; null for the common one.</param>
/// <param name="Key">The key; null for none.</param>
/// <param name="Model">The model.</param>
/// <param name="Prefix">The hash of the prompt's beginning.</param>
internal readonly record struct PromptOwner(string? Scope, string? Key, string Model, ulong Prefix);

/// <summary>
/// Prompts' beginnings that a vendor would still have in memory. Where caching is automatic they are kept in steps of 128 tokens from 1,024 on, for
/// five minutes after their last use (source: OpenAI's guide to prompt caching); where requests mark them, to the marked places, for as long as they
/// say (source: Anthropic's).
/// </summary>
internal sealed class PromptCache(TimeProvider time)
{
    private const int Step = 128;
    private const int FirstStep = 1024;
    private const int LookBack = 20;

    // A beginning takes about a hundred bytes.
    private const int MostEntries = 200_000;

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<PromptOwner, (long Until, TimeSpan Lifetime)> _entries = new();
    private readonly long _start = time.GetTimestamp();
    private volatile bool _isOff;

    /// <summary>True where no prompt is kept.</summary>
    public bool IsOff
    {
        get => _isOff;
        set => _isOff = value;
    }

    /// <summary>How many beginnings are kept.</summary>
    public int Count => _entries.Count;

    private long Now => time.GetElapsedTime(_start).Ticks;

    /// <summary>What is there of a request's prompt, and what is to be kept; null where caching has nothing to do with it.</summary>
    public CachedPrompt? Look(MockRequest request) =>
        request.Caching switch
        {
            PromptCachingKind.Automatic when request.InputTokens >= FirstStep => LookAtSteps(request),
            PromptCachingKind.Breakpoints when HasBreakpoint(request) => LookAtBreakpoints(request),
            _ => null,
        };

    /// <summary>Keeps what is to be kept: the request was answered.</summary>
    public void Keep(MockRequest request, CachedPrompt prompt)
    {
        if (prompt.Writes.Count > 0 && _entries.Count >= MostEntries)
        {
            Forget();
        }

        foreach (var (prefix, lifetime) in prompt.Writes)
        {
            _entries[OwnerOf(request, prefix)] = (Now + lifetime.Ticks, lifetime);
        }
    }

    /// <summary>Forgets what was kept: of one scope, or all.</summary>
    public void Clear(string? scope)
    {
        foreach (var owner in _entries.Keys)
        {
            if (scope is null || owner.Scope == scope)
            {
                _entries.TryRemove(owner, out _);
            }
        }
    }

    private CachedPrompt LookAtSteps(MockRequest request)
    {
        // The last step is the last whole one: what is left over is never cached.
        var steps = request.InputTokens / Step;
        var prefixes = ArrayPool<ulong>.Shared.Rent(steps + 1);
        try
        {
            var count = StepHashes.Fill(request, prefixes.AsSpan(0, steps + 1), Step);
            var read = 0;
            for (var step = count; step >= FirstStep / Step && read == 0; step--)
            {
                read = IsThere(request, prefixes[step]) ? step * Step : 0;
            }

            // Used beginnings stay; those that are fresh are not written again and again.
            if (read == count * Step && IsFresh(request, prefixes[count]))
            {
                return new CachedPrompt(read, 0, 0);
            }

            var writes = new List<(ulong, TimeSpan)>();
            for (var step = FirstStep / Step; step <= count; step++)
            {
                writes.Add((prefixes[step], Usual));
            }

            return new CachedPrompt(read, 0, 0) { Writes = writes };
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(prefixes);
        }
    }

    private CachedPrompt LookAtBreakpoints(MockRequest request)
    {
        var blocks = PromptBlocks.Of(request, seed: 2);
        var writes = new List<(ulong, TimeSpan)>();
        var (read, last) = (0, 0);
        for (var index = blocks.Count - 1; index >= 0; index--)
        {
            if (blocks[index].KeepFor is not { } lifetime || blocks[index].Tokens < request.LeastCached)
            {
                continue;
            }

            last = Math.Max(last, index);
            writes.Add((blocks[index].Prefix, lifetime));
            for (var back = index; back >= Math.Max(0, index - LookBack) && read == 0; back--)
            {
                read = IsThere(request, blocks[back].Prefix) ? blocks[back].Tokens : 0;
            }
        }

        var (written, forAnHour) = Written(blocks, last, read, request.LeastCached);
        return new CachedPrompt(read, written, forAnHour) { Writes = writes };
    }

    // What lies between what is there and the last mark, by how long its mark keeps it.
    private static (int All, int ForAnHour) Written(List<PromptBlock> blocks, int last, int read, int least)
    {
        var (from, all, forAnHour) = (read, 0, 0);
        for (var index = 0; index <= last && index < blocks.Count; index++)
        {
            if (blocks[index].KeepFor is { } lifetime && blocks[index].Tokens >= least && blocks[index].Tokens > from)
            {
                all += blocks[index].Tokens - from;
                forAnHour += lifetime >= Hour ? blocks[index].Tokens - from : 0;
                from = blocks[index].Tokens;
            }
        }

        return (all, forAnHour);
    }

    private static bool HasBreakpoint(MockRequest request)
    {
        foreach (var tool in request.Tools)
        {
            if (tool.KeepFor is not null)
            {
                return true;
            }
        }

        foreach (var message in request.Messages)
        {
            foreach (var part in message.Parts)
            {
                if (part.KeepFor is not null)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A beginning that is used stays for its lifetime from then on.
    private bool IsThere(MockRequest request, ulong prefix)
    {
        var owner = OwnerOf(request, prefix);
        if (!_entries.TryGetValue(owner, out var entry) || entry.Until <= Now)
        {
            return false;
        }

        if (entry.Until - Now < entry.Lifetime.Ticks / 2)
        {
            _entries[owner] = (Now + entry.Lifetime.Ticks, entry.Lifetime);
        }

        return true;
    }

    private bool IsFresh(MockRequest request, ulong prefix) =>
        _entries.TryGetValue(OwnerOf(request, prefix), out var entry) && entry.Until - Now >= entry.Lifetime.Ticks / 2;

    private static PromptOwner OwnerOf(MockRequest request, ulong prefix) => new(request.Scope, SentKey.Of(request.Headers), request.Model, prefix);

    private void Forget()
    {
        var now = Now;
        foreach (var (owner, entry) in _entries)
        {
            if (entry.Until <= now)
            {
                _entries.TryRemove(owner, out _);
            }
        }

        if (_entries.Count >= MostEntries)
        {
            _entries.Clear();
        }
    }
}
