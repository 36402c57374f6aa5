using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Mimus.AspNetCore.Hosting;

/// <summary>Kestrel's log without what Mimus does to its connections on purpose: a socket that a fault has reset is no news.</summary>
internal sealed class KestrelLog(ILoggerFactory factory) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => factory.AddProvider(provider);

    public ILogger CreateLogger(string categoryName) => new Quiet(factory.CreateLogger(categoryName));

    // The factory is its owner's.
    public void Dispose() { }

    private sealed class Quiet(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not (SocketException { SocketErrorCode: SocketError.OperationAborted } or ObjectDisposedException))
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
