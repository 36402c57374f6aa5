using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Mimus.AspNetCore.Sockets;

/// <summary>
/// One client's connection. What it says goes through a pipe to Kestrel, which answers on the thread that has received; what is answered goes to the socket
/// where it is flushed.
/// </summary>
internal sealed partial class SocketConnection : ConnectionContext, IDuplexPipe, IReceiveBuffer
{
    // Kestrel's own bound: whoever sends more than this that nobody reads has to wait.
    private const long MostUnread = 1024 * 1024;

    private const int SmallBuffer = 2048;
    private const int LargeBuffer = 32 * 1024;

    private static readonly PipeOptions InputOptions = new(
        MemoryPool<byte>.Shared,
        PipeScheduler.Inline,
        PipeScheduler.Inline,
        MostUnread,
        MostUnread / 2,
        useSynchronizationContext: false
    );

    private static long _last;

    private readonly Socket _socket;
    private readonly ILogger _log;
    private readonly Pipe _input = new(InputOptions);
    private readonly SocketOutput _output;
    private readonly CancellationTokenSource _closed = new();
    private Task _receiving = Task.CompletedTask;
    private Exception? _reason;
    private int _isShut;

    public SocketConnection(Socket socket, ILogger log)
    {
        (_socket, _log) = (socket, log);
        socket.NoDelay = true;

        // Sends are tried at once, and awaited only where the network has no room: docs/decisions/0023-own-sockets.md
        socket.Blocking = false;
        _output = new SocketOutput(this, socket);
        (LocalEndPoint, RemoteEndPoint) = (socket.LocalEndPoint, socket.RemoteEndPoint);
        ConnectionId = Interlocked.Increment(ref _last).ToString("x", CultureInfo.InvariantCulture);
        ConnectionClosed = _closed.Token;
        Transport = this;
    }

    public bool IsHeld { get; set; } = true;

    public override string ConnectionId { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override IDuplexPipe Transport { get; set; }

    public PipeReader Input => _input.Reader;

    public PipeWriter Output => _output;

    /// <summary>Begins to receive.</summary>
    public void Start() => _receiving = ReceiveAsync();

    public override void Abort(ConnectionAbortedException abortReason) => Shut(abortReason);

    /// <summary>Closes the socket in order; what was flushed still arrives.</summary>
    public void Shut(Exception reason)
    {
        if (Interlocked.Exchange(ref _isShut, 1) != 0)
        {
            return;
        }

        _reason = reason;
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client was faster, or a fault has closed it.
        }

        _socket.Dispose();
        _input.Writer.CancelPendingFlush();
    }

    public override async ValueTask DisposeAsync()
    {
        await _input.Reader.CompleteAsync().ConfigureAwait(false);
        await _output.CompleteAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        _closed.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            await ReceiveAllAsync(_input.Writer).ConfigureAwait(false);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.TimedOut)
        {
            failure = new ConnectionResetException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            failure = exception;
        }
        catch (Exception exception)
        {
            failure = exception;
            _log.LogError(exception, "Connection {Connection} failed.", ConnectionId);
        }

        await _input.Writer.CompleteAsync(_reason ?? failure).ConfigureAwait(false);

        // Whoever waits for the end may run long, and is called apart from what has to be tidied up here.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _closed.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            _log.LogError(exception, "What was to be done at the end of connection {Connection} failed.", ConnectionId);
        }
    }

    private async ValueTask ReceiveAllAsync(PipeWriter input)
    {
        var (size, answers) = (SmallBuffer, _output.Sends);
        while (true)
        {
            // Where what came last has been answered, more is expected soon; where not, nothing is, and a client that waits costs no buffer. What has
            // filled a buffer goes on.
            if (size == SmallBuffer && !(IsHeld && _output.Sends != answers))
            {
                await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
            }

            var buffer = input.GetMemory(size);
            var received = await _socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
            if (received == 0)
            {
                return;
            }

            // Who fills a buffer has more to say.
            size = received == buffer.Length ? LargeBuffer : SmallBuffer;
            input.Advance(received);
            answers = _output.Sends;
            var result = await input.FlushAsync().ConfigureAwait(false);
            if (result.IsCompleted || result.IsCanceled)
            {
                return;
            }
        }
    }
}
