namespace Mimus.AspNetCore.Sockets;

/// <summary>A connection's buffer for what its client says next.</summary>
internal interface IReceiveBuffer
{
    /// <summary>
    /// True, as from the beginning, to have one at hand: what comes is received in one call. False while nothing is expected: the connection then waits
    /// without memory, and takes a buffer when something has come.
    /// </summary>
    bool IsHeld { get; set; }
}
