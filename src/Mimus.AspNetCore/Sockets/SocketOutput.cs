using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Mimus.AspNetCore.Sockets;

/// <summary>Writes to a connection's socket: what is flushed is sent at once by whoever flushes, and waited for only where the network has no room.</summary>
internal sealed class SocketOutput(SocketConnection connection, Socket socket) : PipeWriter
{
    private const int FirstBlock = 4 * 1024;
    private const int NextBlock = 16 * 1024;

    private readonly List<ArraySegment<byte>> _full = [];
    private byte[]? _block;
    private int _used;
    private long _unflushed;
    private bool _isSending;
    private bool _isClosed;

    /// <summary>How often something has been sent.</summary>
    public int Sends { get; private set; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _unflushed;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)((_block?.Length ?? 0) - _used));
        _used += bytes;
        _unflushed += bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => Block(sizeHint).AsMemory(_used);

    public override Span<byte> GetSpan(int sizeHint = 0) => Block(sizeHint).AsSpan(_used);

    // Nothing in Mimus calls it: who gives up aborts the connection, which ends a flush.
    public override void CancelPendingFlush() { }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_unflushed == 0 || _isClosed)
        {
            return new(new FlushResult(isCanceled: false, isCompleted: _isClosed));
        }

        Sends++;
        var (sent, error) = TrySend();
        if (error == SocketError.Success && sent == _unflushed)
        {
            Release();
            return new(new FlushResult(isCanceled: false, isCompleted: false));
        }

        if (error is SocketError.Success or SocketError.WouldBlock)
        {
            return SendRestAsync(sent, cancellationToken);
        }

        Close(error);
        return new(new FlushResult(isCanceled: false, isCompleted: true));
    }

    public override void Complete(Exception? exception = null)
    {
        // What is still being sent gives its buffers back itself: given back twice, they would be two answers' at a time.
        lock (_full)
        {
            if (!_isSending)
            {
                if (_unflushed > 0 && !_isClosed && exception is null)
                {
                    TrySend();
                }

                Release();
            }

            _isClosed = true;
        }

        connection.Shut(new ConnectionAbortedException("The server has ended the connection.", exception!));
    }

    private byte[] Block(int sizeHint)
    {
        if (_block is { } block && block.Length - _used >= Math.Max(sizeHint, 1))
        {
            return block;
        }

        var size = _block is null ? FirstBlock : NextBlock;
        Keep();
        return _block = ArrayPool<byte>.Shared.Rent(Math.Max(size, sizeHint));
    }

    private void Keep()
    {
        if (_block is not { } block)
        {
            return;
        }

        if (_used == 0)
        {
            ArrayPool<byte>.Shared.Return(block);
        }
        else
        {
            _full.Add(new ArraySegment<byte>(block, 0, _used));
        }

        (_block, _used) = (null, 0);
    }

    private (int Sent, SocketError Error) TrySend()
    {
        try
        {
            SocketError error;
            if (_full.Count == 0)
            {
                return (socket.Send(_block.AsSpan(0, _used), SocketFlags.None, out error), error);
            }

            Keep();
            return (socket.Send(_full, SocketFlags.None, out error), error);
        }
        catch (ObjectDisposedException)
        {
            return (0, SocketError.Shutdown);
        }
    }

    private async ValueTask<FlushResult> SendRestAsync(int sent, CancellationToken cancellationToken)
    {
        _isSending = true;
        try
        {
            Keep();
            foreach (var block in _full)
            {
                var rest = block.AsMemory(Math.Min(sent, block.Count));
                sent -= block.Count - rest.Length;
                while (!rest.IsEmpty)
                {
                    rest = rest[await socket.SendAsync(rest, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
                }
            }
        }
        catch (SocketException exception)
        {
            Close(exception.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            Close(SocketError.Shutdown);
        }
        catch (OperationCanceledException)
        {
            // What is gone is gone, and the rest makes no sense without what lies between.
            Close(SocketError.OperationAborted);
            throw;
        }
        finally
        {
            lock (_full)
            {
                _isSending = false;
                Release();
            }
        }

        return new FlushResult(isCanceled: false, isCompleted: _isClosed);
    }

    private void Close(SocketError error)
    {
        _isClosed = true;
        Release();
        connection.Shut(new ConnectionResetException($"The answer could not be sent any further: {error}."));
    }

    private void Release()
    {
        if (_block is { } block)
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        foreach (var full in _full)
        {
            ArrayPool<byte>.Shared.Return(full.Array!);
        }

        _full.Clear();
        (_block, _used, _unflushed) = (null, 0, 0);
    }
}
