namespace Mimus;

/// <summary>The requests received are not those expected; the message lists what did arrive.</summary>
public sealed class ReceivedRequestsException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ReceivedRequestsException() { }

    /// <summary>Makes the exception.</summary>
    public ReceivedRequestsException(string message)
        : base(message) { }

    /// <summary>Makes the exception.</summary>
    public ReceivedRequestsException(string message, Exception innerException)
        : base(message, innerException) { }
}
