using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Mimus.AspNetCore.Sockets;

namespace Mimus.AspNetCore.Tests.Sockets;

/// <summary>What Kestrel relies on of a connection, tried between two real sockets.</summary>
public sealed class SocketConnectionTests : IAsyncLifetime
{
    // More than the system keeps for a client that does not read.
    private const int Much = 32 * 1024 * 1024;

    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private SocketListener _listener = null!;
    private ConnectionContext _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _listener = SocketListener.Bind(new IPEndPoint(IPAddress.Loopback, 0), NullLogger.Instance);
        await _client.ConnectAsync(_listener.EndPoint, Cancellation);
        _server = (await _listener.AcceptAsync(Cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _listener.DisposeAsync();
    }

    [Fact]
    public async Task Listener_AddressTaken_SaysThatItIsInUse() =>
        await Assert.ThrowsAsync<AddressInUseException>(async () =>
            await new SocketListenerFactory(NullLoggerFactory.Instance).BindAsync(_listener.EndPoint, Cancellation)
        );

    [Fact]
    public async Task Listener_Unbound_AcceptsNoMore()
    {
        var next = _listener.AcceptAsync(Cancellation);
        await _listener.UnbindAsync(Cancellation);

        Assert.Null(await next);
        Assert.Null(await _listener.AcceptAsync(Cancellation));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    [InlineData(300_000)]
    public async Task Input_BytesOfTheClient_ComeInOrder(int length)
    {
        var bytes = Pattern(length);
        var sending = SendAsync(bytes);

        var result = await _server.Transport.Input.ReadAtLeastAsync(length, Cancellation);

        Assert.Equal(bytes, result.Buffer.ToArray());
        await sending;
    }

    [Fact]
    public async Task Input_MoreThanAMegabyteUnread_MakesTheClientWait()
    {
        var bytes = Pattern(Much);
        var sending = SendAsync(bytes);
        Assert.False(sending.IsCompleted);

        var received = new MemoryStream();
        while (received.Length < bytes.Length)
        {
            var result = await _server.Transport.Input.ReadAsync(Cancellation);
            Assert.InRange(result.Buffer.Length, 1, 2 * 1024 * 1024);
            received.Write(result.Buffer.ToArray());
            _server.Transport.Input.AdvanceTo(result.Buffer.End);
        }

        await sending;
        Assert.Equal(bytes, received.ToArray());
    }

    [Fact]
    public async Task Input_AfterAnswersAndWaits_GoesOn()
    {
        var buffer = _server.Features.Get<IReceiveBuffer>()!;
        foreach (var isHeld in new[] { true, false, false, true, true })
        {
            buffer.IsHeld = isHeld;
            await _client.SendAsync("ask"u8.ToArray(), Cancellation);
            var asked = await _server.Transport.Input.ReadAtLeastAsync(3, Cancellation);
            Assert.Equal("ask", Encoding.ASCII.GetString(asked.Buffer));
            _server.Transport.Input.AdvanceTo(asked.Buffer.End);
            await _server.Transport.Output.WriteAsync("answer"u8.ToArray(), Cancellation);
            Assert.Equal("answer"u8.ToArray(), await ReceiveAsync(6));
        }
    }

    [Fact]
    public async Task Output_ManyBlocks_AreSentInOrder()
    {
        var bytes = Pattern(100_000);
        var output = _server.Transport.Output;
        foreach (var piece in bytes.Chunk(777))
        {
            piece.CopyTo(output.GetSpan(piece.Length));
            output.Advance(piece.Length);
        }

        Assert.Equal(bytes.Length, output.UnflushedBytes);
        var flush = output.FlushAsync(Cancellation);

        Assert.Equal(bytes, await ReceiveAsync(bytes.Length));
        Assert.False((await flush).IsCompleted);
        Assert.Equal(0, output.UnflushedBytes);
    }

    [Fact]
    public async Task Output_ClientDoesNotRead_FlushWaitsUntilItDoes()
    {
        var bytes = Pattern(Much);
        _server.Transport.Output.Write(bytes);
        var flush = _server.Transport.Output.FlushAsync(Cancellation);
        Assert.False(flush.IsCompleted);

        Assert.Equal(bytes, await ReceiveAsync(bytes.Length));
        Assert.False((await flush).IsCompleted);
    }

    [Fact]
    public async Task Output_AbortedWhileAFlushWaits_EndsIt()
    {
        _server.Transport.Output.Write(Pattern(Much));
        var flush = _server.Transport.Output.FlushAsync(Cancellation);
        _server.Abort(new ConnectionAbortedException("enough"));

        Assert.True((await flush).IsCompleted);
    }

    [Fact]
    public async Task Output_CompletedWhileAFlushWaits_EndsIt()
    {
        _server.Transport.Output.Write(Pattern(Much));
        var flush = _server.Transport.Output.FlushAsync(Cancellation);
        await _server.Transport.Output.CompleteAsync();

        Assert.True((await flush).IsCompleted);
    }

    [Fact]
    public async Task Output_FlushGivenUp_ThrowsAndSendsNoMore()
    {
        using var patience = new CancellationTokenSource();
        _server.Transport.Output.Write(Pattern(Much));
        var flush = _server.Transport.Output.FlushAsync(patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await flush);
        Assert.True((await _server.Transport.Output.WriteAsync("more"u8.ToArray(), Cancellation)).IsCompleted);
    }

    [Fact]
    public async Task Output_ClientHasReset_FlushSaysThatNobodyReads()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Dispose();
        await EndAsync();

        Assert.True((await _server.Transport.Output.WriteAsync("for nobody"u8.ToArray(), Cancellation)).IsCompleted);
    }

    [Fact]
    public async Task Output_CompletedUnflushed_IsSentBeforeTheEnd()
    {
        _server.Transport.Output.Write("last words"u8);
        await _server.Transport.Output.CompleteAsync();

        Assert.Equal("last words"u8.ToArray(), await ReceiveAsync(10));
        Assert.Equal(0, await _client.ReceiveAsync(new byte[1], Cancellation));
    }

    [Fact]
    public async Task Connection_ClientHasSaidAll_IsClosed()
    {
        _client.Shutdown(SocketShutdown.Send);

        await EndAsync();
        Assert.True((await _server.Transport.Input.ReadAsync(Cancellation)).IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_ClientLeavesWhileItWaits_IsClosed(bool isHeld)
    {
        _server.Features.Get<IReceiveBuffer>()!.IsHeld = isHeld;
        await _client.SendAsync("ask"u8.ToArray(), Cancellation);
        var asked = await _server.Transport.Input.ReadAtLeastAsync(3, Cancellation);
        _server.Transport.Input.AdvanceTo(asked.Buffer.End);
        _client.Dispose();

        await EndAsync();
    }

    [Fact]
    public async Task Connection_Reset_IsReadAsOne()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Dispose();

        await Assert.ThrowsAsync<ConnectionResetException>(async () => await _server.Transport.Input.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Connection_Aborted_TellsWhyAndClosesTheSocket()
    {
        _server.Abort(new ConnectionAbortedException("enough"));

        var exception = await Assert.ThrowsAsync<ConnectionAbortedException>(async () => await _server.Transport.Input.ReadAsync(Cancellation));
        Assert.Equal("enough", exception.Message);
        await EndAsync();
        Assert.Equal(0, await _client.ReceiveAsync(new byte[1], Cancellation));
    }

    [Fact]
    public void Features_OwnOnes_AreTheConnection()
    {
        var features = _server.Features;

        Assert.Same(_server, features.Get<IConnectionTransportFeature>());
        Assert.Same(_server, features[typeof(IConnectionIdFeature)]);
        Assert.NotEqual("", features.Get<IConnectionIdFeature>()!.ConnectionId);
        Assert.NotNull(features.Get<IConnectionSocketFeature>()!.Socket);
        Assert.Equal(_client.LocalEndPoint, _server.RemoteEndPoint);
        Assert.Null(features.Get<ITlsHandshakeFeature>());
    }

    [Fact]
    public void Features_SetByOthers_GoFirstUntilTakenAway()
    {
        var features = _server.Features;
        var revision = features.Revision;
        var other = new OtherItems();
        features.Set<IConnectionItemsFeature>(other);
        Type[] others = [typeof(int), typeof(long), typeof(short), typeof(byte), typeof(uint), typeof(ulong)];
        foreach (var type in others)
        {
            features[type] = type.Name;
        }

        Assert.Same(other, features.Get<IConnectionItemsFeature>());
        Assert.All(others, type => Assert.Equal(type.Name, features[type]));
        Assert.NotEqual(revision, features.Revision);
        Assert.Contains(features, feature => ReferenceEquals(feature.Value, other));

        features.Set<IConnectionItemsFeature>(null);

        Assert.Same(_server, features.Get<IConnectionItemsFeature>());
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var index = 0; index < length; index++)
        {
            bytes[index] = (byte)(index * 31 + index / 256);
        }

        return bytes;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _client.SendAsync(bytes, Cancellation)..];
        }
    }

    private async Task<byte[]> ReceiveAsync(int length)
    {
        var bytes = new byte[length];
        for (var received = 0; received < length;)
        {
            var count = await _client.ReceiveAsync(bytes.AsMemory(received), Cancellation);
            Assert.NotEqual(0, count);
            received += count;
        }

        return bytes;
    }

    private async Task EndAsync()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (_server.ConnectionClosed.Register(end.SetResult))
        {
            await end.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        }
    }

    private sealed class OtherItems : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
    }
}
