namespace Mimus.Core.Model;

/// <summary>Why a request is turned away: neutral facts that a format puts into the vendor's words. A closed family.</summary>
public abstract record Refusal
{
    private protected Refusal() { }
}

/// <summary>No route has this path.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path asked for.</param>
public sealed record UnknownRoute(string Method, string Path) : Refusal;

/// <summary>The path exists, but not with this method.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path asked for.</param>
/// <param name="Allowed">The methods that it has.</param>
public sealed record MethodNotAllowed(string Method, string Path, IReadOnlyList<string> Allowed) : Refusal;

/// <summary>A key is demanded and none was sent.</summary>
public sealed record MissingApiKey : Refusal;

/// <summary>The key that was sent is not the one demanded.</summary>
/// <param name="Key">The key that was sent.</param>
public sealed record InvalidApiKey(string Key) : Refusal;

/// <summary>The model is not among those configured.</summary>
/// <param name="Model">The model asked for.</param>
public sealed record UnknownModel(string Model) : Refusal;

/// <summary>The body is larger than the limit.</summary>
/// <param name="Limit">The limit in bytes.</param>
public sealed record BodyTooLarge(long Limit) : Refusal;

/// <summary>The body is not declared as JSON.</summary>
/// <param name="ContentType">The content type that was sent.</param>
public sealed record UnsupportedContentType(string ContentType) : Refusal;

/// <summary>The body's compression is not one that Mimus reads, or its data is damaged.</summary>
/// <param name="Encoding">The content encoding that was sent.</param>
public sealed record UnsupportedEncoding(string Encoding) : Refusal;

/// <summary>The body is not JSON.</summary>
/// <param name="Detail">What is wrong and where, in words of our own.</param>
public sealed record MalformedBody(string Detail) : Refusal;

/// <summary>A header that the vendor demands is missing.</summary>
/// <param name="Header">The header's name.</param>
public sealed record MissingHeader(string Header) : Refusal;

/// <summary>A field of the body is not as the vendor demands.</summary>
/// <param name="Path">Where.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record InvalidField(FieldPath Path, FieldProblem Problem) : Refusal;

/// <summary>What a limit counts.</summary>
public enum LimitedResource
{
    /// <summary>Requests.</summary>
    Requests,

    /// <summary>Tokens, in and out together.</summary>
    Tokens,

    /// <summary>Tokens of prompts.</summary>
    InputTokens,

    /// <summary>Tokens of answers.</summary>
    OutputTokens,

    /// <summary>Requests at the same time.</summary>
    Concurrency,
}

/// <summary>The request is one more than a limit allows.</summary>
/// <param name="Resource">What the limit counts.</param>
/// <param name="Window">In which time; zero where it counts what is there at the same time.</param>
/// <param name="Limit">How many are allowed.</param>
/// <param name="Used">How many there were.</param>
/// <param name="Requested">How many the request wants.</param>
/// <param name="RetryAfter">After which time there is room.</param>
public sealed record RateLimited(LimitedResource Resource, TimeSpan Window, long Limit, long Used, long Requested, TimeSpan RetryAfter) : Refusal
{
    /// <summary>The model asked for.</summary>
    public string Model { get; init; } = "";
}

/// <summary>The account has no money left.</summary>
public sealed record QuotaExceeded : Refusal;

/// <summary>The simulated hardware has no room for the request, and its queue is full.</summary>
public sealed record Overloaded : Refusal
{
    /// <summary>How long clients are told to wait before they try again; null where they are told nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Nothing scripted answers the request, and the server is strict.</summary>
/// <param name="Explanation">Which rule came nearest, and what it missed.</param>
public sealed record NothingMatched(string Explanation) : Refusal;

/// <summary>A header by which a client controls the mock cannot be understood.</summary>
/// <param name="Header">The header's name.</param>
/// <param name="Detail">What is wrong, and what to write instead.</param>
public sealed record InvalidControl(string Header, string Detail) : Refusal;

/// <summary>Mimus itself failed; the log tells why.</summary>
public sealed record InternalFailure : Refusal;

/// <summary>What is wrong with a field: a closed family.</summary>
public abstract record FieldProblem
{
    private protected FieldProblem() { }
}

/// <summary>The field must be there.</summary>
public sealed record FieldMissing : FieldProblem;

/// <summary>The field is none that the vendor knows.</summary>
public sealed record FieldUnknown : FieldProblem;

/// <summary>The value has another type than wanted.</summary>
/// <param name="Expected">What was wanted: <c>a string</c>, <c>an object</c>, <c>one of an array of objects or a string</c>, …</param>
/// <param name="Got">What came: <c>an integer</c>, <c>null</c>, …</param>
public sealed record FieldWrongType(string Expected, string Got) : FieldProblem
{
    /// <summary>The values allowed, where the field takes only some strings; empty otherwise.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>The value is none of those allowed.</summary>
/// <param name="Value">The value that came.</param>
/// <param name="Supported">The values allowed.</param>
public sealed record FieldUnsupportedValue(string Value, IReadOnlyList<string> Supported) : FieldProblem;

/// <summary>The number is below its least value.</summary>
/// <param name="Minimum">The least value.</param>
/// <param name="Got">The value that came, as written.</param>
/// <param name="IsInteger">Whether the field takes whole numbers only.</param>
public sealed record FieldTooSmall(double Minimum, string Got, bool IsInteger) : FieldProblem;

/// <summary>The number is above its greatest value.</summary>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Got">The value that came, as written.</param>
/// <param name="IsInteger">Whether the field takes whole numbers only.</param>
public sealed record FieldTooLarge(double Maximum, string Got, bool IsInteger) : FieldProblem;

/// <summary>The array or string is shorter than it must be.</summary>
/// <param name="Minimum">The least length.</param>
/// <param name="Got">The length that came.</param>
/// <param name="IsArray">An array's items, or a string's characters.</param>
public sealed record FieldTooShort(int Minimum, int Got, bool IsArray) : FieldProblem;

/// <summary>The array or string is longer than it may be.</summary>
/// <param name="Maximum">The greatest length.</param>
/// <param name="Got">The length that came.</param>
/// <param name="IsArray">An array's items, or a string's characters.</param>
public sealed record FieldTooLong(int Maximum, int Got, bool IsArray) : FieldProblem;
