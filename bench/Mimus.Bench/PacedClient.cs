using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Mimus.Bench;

/// <summary>
/// Asks for streams on many connections, one after the other on each, from one thread that sleeps in the kernel until something has come: what it is late
/// itself must not be taken for the server's.
/// </summary>
internal sealed class PacedClient : IDisposable
{
    private const int Batch = 512;
    private const int Readable = 1;
    private const int Add = 1;

    // The kernel packs the structure on x64 alone.
    private static readonly int s_stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly IPEndPoint _address;
    private readonly byte[] _request;
    private readonly int _deltas;
    private readonly double _interval;
    private readonly Connection[] _connections;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly int _poll = epoll_create1(0);
    private long _end;

    /// <param name="address">The server.</param>
    /// <param name="request">The bytes of a request.</param>
    /// <param name="deltas">How many pieces its stream has.</param>
    /// <param name="interval">The milliseconds between two of them.</param>
    /// <param name="streams">How many streams there are at a time.</param>
    public PacedClient(IPEndPoint address, byte[] request, int deltas, double interval, int streams)
    {
        (_address, _request, _deltas, _interval) = (address, request, deltas, interval);
        _connections = [.. Enumerable.Range(0, streams).Select(_ => new Connection(deltas))];
    }

    /// <summary>By how many milliseconds the pieces came late.</summary>
    public List<float> Late { get; } = [];

    /// <summary>By how much later a stream's last piece came than its tenth, in milliseconds.</summary>
    public List<float> Drift { get; } = [];

    /// <summary>How many streams came whole.</summary>
    public int Streams { get; private set; }

    /// <summary>How many streams ended before their end.</summary>
    public int Failed { get; private set; }

    /// <summary>Runs for a time; the streams that have begun then are waited for.</summary>
    public void Run(TimeSpan duration)
    {
        var begin = Stopwatch.GetTimestamp();
        _end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var length = TimeSpan.FromMilliseconds((_deltas - 1) * _interval);
        var events = new byte[Batch * s_stride];
        var (opened, open) = (0, 0);
        while (opened < _connections.Length || open > 0)
        {
            var timeout = 1_000;
            while (opened < _connections.Length)
            {
                var wait = (length * ((double)opened / _connections.Length)) - Stopwatch.GetElapsedTime(begin);
                if (wait > TimeSpan.Zero)
                {
                    timeout = (int)Math.Ceiling(wait.TotalMilliseconds);
                    break;
                }

                Open(opened++);
                open++;
            }

            var count = epoll_wait(_poll, events, Batch, timeout);
            for (var index = 0; index < count; index++)
            {
                var number = BinaryPrimitives.ReadInt32LittleEndian(events.AsSpan((index * s_stride) + s_stride - 8));
                open -= Read(_connections[number]) ? 0 : 1;
            }
        }
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Socket?.Dispose();
        }

        _ = close(_poll);
    }

    private void Open(int number)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(_address);
        var connection = _connections[number];
        connection.Socket = socket;
        connection.Handle = (int)socket.Handle;
        var added = new byte[s_stride];
        added[0] = Readable;
        BinaryPrimitives.WriteInt32LittleEndian(added.AsSpan(s_stride - 8), number);
        if (epoll_ctl(_poll, Add, connection.Handle, added) != 0)
        {
            throw new InvalidOperationException("The connection cannot be waited for.");
        }

        Ask(connection);
    }

    private void Ask(Connection connection)
    {
        (connection.Frames, connection.Start) = (0, Stopwatch.GetTimestamp());
        connection.Socket!.Send(_request);
    }

    // False where the connection has done its work.
    private bool Read(Connection connection)
    {
        var count = (int)recv(connection.Handle, _buffer, _buffer.Length, 0);
        if (count <= 0)
        {
            Failed++;
            connection.Socket!.Dispose();
            return false;
        }

        var now = Stopwatch.GetElapsedTime(connection.Start).TotalMilliseconds;
        var bytes = _buffer.AsSpan(0, count);
        var isDone = bytes.IndexOf("[DONE]"u8) >= 0;

        // The first frame names the role and comes with the first piece; each frame behind it is a piece.
        while (bytes.IndexOf("\n\n"u8) is >= 0 and var frame)
        {
            var piece = connection.Frames++ - 1;
            if (piece >= 0 && piece < _deltas)
            {
                connection.Late[piece] = (float)(now - (piece * _interval));
            }

            bytes = bytes[(frame + 2)..];
        }

        if (!isDone)
        {
            return true;
        }

        Streams++;
        Late.AddRange(connection.Late);
        Drift.Add(connection.Late[^1] - connection.Late[_deltas / 10]);
        if (Stopwatch.GetTimestamp() < _end)
        {
            Ask(connection);
            return true;
        }

        connection.Socket!.Dispose();
        return false;
    }

    [DllImport("libc")]
    private static extern int epoll_create1(int flags);

    [DllImport("libc")]
    private static extern int epoll_ctl(int poll, int operation, int handle, byte[] data);

    [DllImport("libc")]
    private static extern int epoll_wait(int poll, [Out] byte[] events, int most, int timeout);

    [DllImport("libc")]
    private static extern nint recv(int handle, [Out] byte[] buffer, nint length, int flags);

    [DllImport("libc")]
    private static extern int close(int handle);

    private sealed class Connection(int deltas)
    {
        public Socket? Socket { get; set; }

        public int Handle { get; set; }

        public long Start { get; set; }

        public int Frames { get; set; }

        public float[] Late { get; } = new float[deltas];
    }
}
