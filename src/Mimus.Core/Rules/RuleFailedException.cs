namespace Mimus.Core.Rules;

/// <summary>A function of the user's own, asked whether a rule matches or what it replies, has failed; the message says which and how.</summary>
public sealed class RuleFailedException : Exception
{
    /// <summary>Makes the exception.</summary>
    public RuleFailedException() { }

    /// <summary>Makes the exception.</summary>
    public RuleFailedException(string message)
        : base(message) { }

    /// <summary>Makes the exception.</summary>
    public RuleFailedException(string message, Exception innerException)
        : base(message, innerException) { }
}
