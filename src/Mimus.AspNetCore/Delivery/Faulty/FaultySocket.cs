using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Mimus.AspNetCore.Delivery.Faulty;

/// <summary>
/// The connection's own socket, for what HTTP servers do not do: bytes one at a time, an answer that breaks in its middle, a reset. Who writes to it
/// writes all of the answer, and the connection ends with it.
/// </summary>
internal sealed class FaultySocket
{
    // How long a client may take to read what was promised to it before a reset; real time, since it is the network that is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly HttpContext _context;

    private FaultySocket(Socket socket, HttpContext context) => (_socket, _context) = (socket, context);

    /// <summary>The socket below an exchange; null where there is none to be had: another server than Kestrel, encryption, HTTP/2.</summary>
    public static FaultySocket? Of(HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>() is { Socket: { } socket }
        && context.Features.Get<ITlsHandshakeFeature>() is null
        && Microsoft.AspNetCore.Http.HttpProtocol.IsHttp11(context.Request.Protocol)
            ? new FaultySocket(socket, context)
            : null;

    /// <summary>Sends bytes; all of them have been handed to the network when it returns.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, cancellation).ConfigureAwait(false)..];
        }
    }

    /// <summary>Makes each send a packet of its own.</summary>
    public void SendAtOnce() => _socket.NoDelay = true;

    /// <summary>Ends the connection by a reset, when the client's side has taken what was sent.</summary>
    public async ValueTask ResetAsync()
    {
        await DrainAsync().ConfigureAwait(false);
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
        _context.Abort();
    }

    /// <summary>Ends the connection in order: what was sent arrives, and then its end.</summary>
    public async ValueTask CloseAsync()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The client was faster.
        }

        // A socket that is disposed while something is read from it is reset by the runtime.
        await DrainAsync().ConfigureAwait(false);
        _context.Abort();
    }

    // What is not yet acknowledged would be lost by a reset. The answer stands in the state that Linux keeps of a connection; elsewhere nobody knows.
    private async ValueTask DrainAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var start = TimeProvider.System.GetTimestamp();
        while (IsOnItsWay() && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
        }
    }

    // tcpi_unacked and tcpi_notsent_bytes of struct tcp_info (linux/tcp.h): packets on their way, bytes that wait for room at the client.
    private bool IsOnItsWay()
    {
        const int tcp = 6;
        const int information = 11;
        const int unacknowledged = 24;
        const int unsent = 144;
        Span<byte> state = stackalloc byte[unsent + sizeof(uint)];
        try
        {
            var length = _socket.GetRawSocketOption(tcp, information, state);
            return length >= state.Length && (BitConverter.ToUInt32(state[unacknowledged..]) > 0 || BitConverter.ToUInt32(state[unsent..]) > 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
