using System.Collections.Concurrent;

namespace Mimus.Core.Limits;

/// <summary>Whose limits these are: what shares them, in which scope.</summary>
/// <param name="Scope">The scope; null for the common one.</param>
/// <param name="Source">What said them: the server, a model, a rule, a header, or a name.</param>
/// <param name="Key">The key; null for none, or where it makes no difference.</param>
/// <param name="Model">The model; null where it makes no difference.</param>
internal readonly record struct LimitOwner(string? Scope, string Source, string? Key, string? Model);

/// <summary>All accounts of a server, and what is said of limits while it runs.</summary>
internal sealed class LimitLedger
{
    // Keys come from clients: whoever sends a new one with each request must not fill the memory.
    private const int MostAccounts = 20_000;

    private readonly ConcurrentDictionary<LimitOwner, LimitAccount> _accounts = new();
    private volatile LimitSettings? _server;
    private volatile bool _isOff;

    /// <summary>What answers tell of limits where none are configured: the numbers of an account that nobody exhausts by hand.</summary>
    public static LimitSettings Advertised { get; } =
        new()
        {
            RequestsPerMinute = 10_000,
            TokensPerMinute = 2_000_000,
            InputTokensPerMinute = 1_600_000,
            OutputTokensPerMinute = 400_000,
        };

    /// <summary>What was said of the server's limits while it runs; null for nothing.</summary>
    public LimitSettings? Server
    {
        get => _server;
        set => _server = value;
    }

    /// <summary>True where nothing is limited, whatever asks for it.</summary>
    public bool IsOff
    {
        get => _isOff;
        set => _isOff = value;
    }

    /// <summary>All accounts.</summary>
    public IEnumerable<KeyValuePair<LimitOwner, LimitAccount>> Accounts => _accounts;

    /// <summary>The account of an owner; a new one where there is none, or where its limits have changed.</summary>
    public LimitAccount Open(LimitOwner owner, LimitSettings settings)
    {
        if (_accounts.TryGetValue(owner, out var account) && ReferenceEquals(account.Settings, settings))
        {
            return account;
        }

        return OpenNew(owner, settings);
    }

    /// <summary>Forgets what was counted: in one scope, or everywhere.</summary>
    public void Reset(string? scope)
    {
        foreach (var owner in _accounts.Keys)
        {
            if (scope is null || owner.Scope == scope)
            {
                _accounts.TryRemove(owner, out _);
            }
        }
    }

    private LimitAccount OpenNew(LimitOwner owner, LimitSettings settings)
    {
        if (_accounts.Count >= MostAccounts)
        {
            Forget();
        }

        // Equal limits that were read anew, as a header's are, go on counting.
        return _accounts.AddOrUpdate(
            owner,
            static (_, settings) => new LimitAccount(settings),
            static (_, account, settings) => account.Settings == settings ? account : new LimitAccount(settings),
            settings
        );
    }

    private void Forget()
    {
        foreach (var (owner, _) in _accounts.OrderBy(entry => entry.Value.LastUsed).Take(MostAccounts / 4).ToList())
        {
            _accounts.TryRemove(owner, out _);
        }
    }
}
