namespace Mimus;

/// <summary>What a test expects of its mock has not come true; the message says what was expected and lists what was received.</summary>
public sealed class MockExpectationException : Exception
{
    /// <summary>Makes the exception.</summary>
    public MockExpectationException() { }

    /// <summary>Makes the exception.</summary>
    public MockExpectationException(string message)
        : base(message) { }

    /// <summary>Makes the exception.</summary>
    public MockExpectationException(string message, Exception innerException)
        : base(message, innerException) { }
}
