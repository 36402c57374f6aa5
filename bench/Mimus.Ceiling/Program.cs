using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Mimus.Ceiling;

var kestrel = new KestrelServerOptions { AddServerHeader = false };
kestrel.Limits.MaxRequestBodySize = null;
kestrel.Listen(IPAddress.Loopback, args is [var port] ? int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) : 0, listen => listen.Protocols = HttpProtocols.Http1);
var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
using var server = new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
await server.StartAsync(new CeilingApplication(), CancellationToken.None);
Console.WriteLine($"The ceiling listens on {server.Features.Get<IServerAddressesFeature>()!.Addresses.First()}");
await Task.Delay(Timeout.Infinite);
