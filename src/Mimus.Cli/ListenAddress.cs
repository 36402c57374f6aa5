using System.Net;
using System.Net.Sockets;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Cli;

/// <summary>Turns the host that a user names into an address to listen on.</summary>
internal static class ListenAddress
{
    /// <summary>The address; null where the name stands for none, which <paramref name="problem"/> then says.</summary>
    public static IPAddress? Resolve(string? host, out string? problem)
    {
        problem = null;
        switch (host?.Trim())
        {
            case null or "localhost":
                return IPAddress.Loopback;
            case "*" or "::" or "[::]":
                // Takes IPv4 as well.
                return Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
            case var text when IPAddress.TryParse(text, out var address) && (text.Contains('.') || text.Contains(':')):
                return address;
            case var name:
                return Lookup(name, out problem);
        }
    }

    private static IPAddress? Lookup(string name, out string? problem)
    {
        problem = $"The host {Quotation.Of(name)} is no address of this machine; use 127.0.0.1, localhost, or * for every address.";
        try
        {
            var addresses = Uri.CheckHostName(name) == UriHostNameType.Dns ? Dns.GetHostAddresses(name) : [];
            var address = Array.Find(addresses, found => found.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault();
            problem = address is null ? problem : null;
            return address;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
