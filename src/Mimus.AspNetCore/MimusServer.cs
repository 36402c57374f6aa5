using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Mimus.AspNetCore.Exchanges;
using Mimus.AspNetCore.Hosting;
using Mimus.AspNetCore.Sockets;
using Mimus.Core.Configuration;
using Mimus.Core.Faults;
using Mimus.Core.Journal;
using Mimus.Core.Limits;
using Mimus.Core.PromptCaching;
using Mimus.Core.State;
using Mimus.Core.Time;

namespace Mimus.AspNetCore;

/// <summary>A running mock LLM server: Kestrel without the generic host, container or endpoint routing, so that it starts at once.</summary>
public sealed class MimusServer : IAsyncDisposable
{
    private readonly MimusEngine _engine;
    private readonly KestrelServer _server;
    private int _isStopped;

    private MimusServer(MimusEngine engine, KestrelServer server)
    {
        _engine = engine;
        _server = server;
        Url = FindUrl();
    }

    /// <summary>The address, such as <c>http://127.0.0.1:8000</c>, with the port that was really bound.</summary>
    public string Url { get; }

    /// <summary>The requests received.</summary>
    public RequestJournal Journal => _engine.Journal;

    internal IStateStore State => _engine.State;

    internal FaultControl Faults => _engine.Faults;

    internal LimitLedger Limits => _engine.Limits;

    internal PromptCache Prompts => _engine.Prompts;

    /// <summary>The clock of all that a client can notice: waits, limits, times of day.</summary>
    public MimusClock Clock => _engine.Clock;

    /// <summary>The configuration in force; setting it concerns requests that arrive from then on.</summary>
    public MockConfiguration Configuration
    {
        get => _engine.Configuration.Current;
        set => _engine.Configuration.Current = value;
    }

    /// <summary>Starts a server; it accepts requests when the task is done.</summary>
    /// <exception cref="IOException">The address cannot be bound, because another program has the port or it is not this machine's.</exception>
    public static async Task<MimusServer> StartAsync(MimusServerOptions options, CancellationToken cancellationToken = default)
    {
        var engine = new MimusEngine(options);
        var kestrel = new KestrelServerOptions { AddServerHeader = false };

        // The handler keeps the limit itself, to answer with the vendor's own 413.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        var log = new KestrelLog(options.LoggerFactory);

        var server = new KestrelServer(Options.Create(kestrel), new SocketListenerFactory(log), log);
        try
        {
            await server.StartAsync(new KestrelApplication(new RequestHandler(engine)), cancellationToken).ConfigureAwait(false);
            return new MimusServer(engine, server);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Stops: nothing new is accepted, and open streams may go on for the grace period, or until the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }

        // By the real clock: one that is held would never end the grace.
        using var grace = new CancellationTokenSource(_engine.Options.ShutdownGrace, _engine.Options.TimeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, cancellationToken);
        await _server.StopAsync(end.Token).ConfigureAwait(false);
        _server.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);

    private string FindUrl()
    {
        var bound = new Uri(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First());

        // An address that stands for all of a machine's is none that a client can call.
        var host = _engine.Options.Address switch
        {
            var any when any.Equals(IPAddress.Any) => "127.0.0.1",
            var any when any.Equals(IPAddress.IPv6Any) => "[::1]",
            _ => bound.Host,
        };
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{bound.Port}");
    }
}
