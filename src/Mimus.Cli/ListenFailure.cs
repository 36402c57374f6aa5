using System.Globalization;
using System.Net.Sockets;

namespace Mimus.Cli;

/// <summary>Says in a sentence why the server cannot listen.</summary>
internal static class ListenFailure
{
    public static string Describe(Exception exception, string host, int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        return Find(exception) switch
        {
            SocketError.AddressAlreadyInUse =>
                $"Port {number} of {host} is in use by another program; end that, or choose another with --port (0 picks a free one).",
            SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported =>
                $"The host '{host}' is no address of this machine; use 127.0.0.1, localhost, or * for every address.",
            SocketError.AccessDenied => $"This user may not listen on port {number}; choose one from 1024 with --port.",
            _ => $"The server cannot listen on {host}, port {number}: {exception.Message.TrimEnd('.')}.",
        };
    }

    private static SocketError? Find(Exception? exception)
    {
        while (exception is not null and not SocketException)
        {
            exception = exception.InnerException;
        }

        return (exception as SocketException)?.SocketErrorCode;
    }
}
