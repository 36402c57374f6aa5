using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Mimus.AspNetCore.Sockets;

/// <summary>Accepts the connections of one address.</summary>
internal sealed class SocketListener : IConnectionListener
{
    // So many connections may wait to be accepted, as with Kestrel's own sockets.
    private const int Backlog = 512;

    // How long to wait for a file to be closed where none can be opened; real time, since it is the system that is waited for.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly ILogger _log;

    private SocketListener(Socket socket, ILogger log) => (_socket, _log, EndPoint) = (socket, log, socket.LocalEndPoint!);

    /// <summary>The address, with the port that was really bound.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="AddressInUseException">Another program has the address.</exception>
    public static SocketListener Bind(IPEndPoint endpoint, ILogger log)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // All addresses of IPv6 are all of IPv4 too.
            if (endpoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(endpoint);
            socket.Listen(Backlog);
            return new SocketListener(socket, log);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new AddressInUseException(exception.Message, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The next connection; null when there are to be no more.</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var socket = await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    var connection = new SocketConnection(socket, _log);
                    connection.Start();
                    return connection;
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.TooManyOpenSockets)
            {
                _log.LogWarning("No more connections can be accepted: the process has as many files open as it may. Allow it more (ulimit -n).");
                await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                // Who left before being accepted is no reason not to accept the next.
                _log.LogDebug(exception, "A connection ended before it was accepted.");
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
