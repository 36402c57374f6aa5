namespace Mimus.Core.Limits;

/// <summary>How a limit looks at time.</summary>
public enum LimitAlgorithm
{
    /// <summary>All at once again when the window begins anew, each minute or day.</summary>
    FixedWindow,

    /// <summary>What happened in the time before counts, in sixty steps.</summary>
    SlidingWindow,

    /// <summary>What was used comes back evenly, as at OpenAI and Anthropic.</summary>
    TokenBucket,

    /// <summary>As Azure: requests in windows of ten seconds, tokens charged with <c>max_tokens</c> in advance and settled afterwards.</summary>
    Azure,
}

/// <summary>What shares a limit.</summary>
public enum LimitSharing
{
    /// <summary>The requests with one key for one model.</summary>
    KeyAndModel,

    /// <summary>The requests with one key.</summary>
    Key,

    /// <summary>The requests for one model.</summary>
    Model,

    /// <summary>All requests.</summary>
    All,
}

/// <summary>How much is allowed; what is null is not limited.</summary>
public sealed record LimitSettings
{
    /// <summary>Nothing is limited, whatever a wider layer says, and nothing is said of limits.</summary>
    public static LimitSettings Off { get; } = new() { IsOff = true };

    /// <summary>True where nothing is limited and answers carry no headers about limits.</summary>
    public bool IsOff { get; init; }

    /// <summary>Requests a minute, from 0.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Requests a day, from 0.</summary>
    public long? RequestsPerDay { get; init; }

    /// <summary>Tokens a minute, in and out together.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Tokens a day, in and out together.</summary>
    public long? TokensPerDay { get; init; }

    /// <summary>Tokens of prompts a minute; those that the prompt cache holds do not count.</summary>
    public long? InputTokensPerMinute { get; init; }

    /// <summary>Tokens of answers a minute.</summary>
    public long? OutputTokensPerMinute { get; init; }

    /// <summary>Requests at the same time, from 1.</summary>
    public int? Concurrent { get; init; }

    /// <summary>How many more may wait for their turn; 0 by default.</summary>
    public int? Queue { get; init; }

    /// <summary>How time is looked at; a token bucket by default.</summary>
    public LimitAlgorithm Algorithm { get; init; } = LimitAlgorithm.TokenBucket;

    /// <summary>What shares the limits; key and model by default.</summary>
    public LimitSharing Sharing { get; init; }

    /// <summary>A name: whatever has the same one shares the same counters. Null for none.</summary>
    public string? Name { get; init; }
}
