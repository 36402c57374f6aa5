using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Mimus.AspNetCore.Sockets;

/// <summary>Opens the addresses that Kestrel is to listen on, for TCP.</summary>
internal sealed class SocketListenerFactory(ILoggerFactory log) : IConnectionListenerFactory
{
    /// <exception cref="AddressInUseException">Another program has the address.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(SocketListener.Bind((IPEndPoint)endpoint, log.CreateLogger<SocketListener>()));
}
