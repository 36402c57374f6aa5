using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mimus.AspNetCore;
using Mimus.Cli.Loading;
using Mimus.Cli.Logging;
using Mimus.Cli.Watching;
using Mimus.Core.Configuration;

namespace Mimus.Cli;

/// <summary>Runs <c>mimus start</c>: configuration, server, banner, and the wait for a signal.</summary>
internal static class StartCommand
{
    private const int DefaultPort = 8000;

    public static async Task<int> RunAsync(string? file, IReadOnlyList<ConfigurationFlag> flags, CommandSurroundings surroundings)
    {
        var loader = new ConfigurationLoader(surroundings.Directory, surroundings.Environment, file, flags);
        var loaded = loader.Load();
        var compiled = loaded.Compiled;
        var address = ListenAddress.Resolve(compiled.Host.Host, out var hostProblem);
        var problems = loaded.Problems.Append(hostProblem).OfType<string>().ToList();
        if (problems.Count > 0 || address is null)
        {
            return Refusal.Tell(problems, surroundings);
        }

        foreach (var warning in compiled.Warnings)
        {
            surroundings.Error.WriteLine($"warning: {warning}");
        }

        var options = MakeOptions(compiled, address, surroundings);
        MimusServer server;
        try
        {
            server = await MimusServer.StartAsync(options).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return Refusal.Tell([ListenFailure.Describe(exception, compiled.Host.Host ?? "127.0.0.1", options.Port)], surroundings);
        }

        await using (server.ConfigureAwait(false))
        {
            using var watch = compiled.Watches ? Watch(server, loaded, loader, options) : null;
            await ServeAsync(server, Banner.Of(UrlOf(server, address), options, loaded), surroundings).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }

    private static ConfigurationWatch Watch(MimusServer server, LoadedConfiguration loaded, ConfigurationLoader loader, MimusServerOptions options)
    {
        var log = options.LoggerFactory.CreateLogger("Mimus.Configuration");
        return new ConfigurationWatch(
            loaded,
            loader.Load,
            configuration => server.Configuration = configuration with { Rules = configuration.Rules.CountingOnFrom(server.Configuration.Rules) },
            new FileSystemChanges(log),
            log,
            options.TimeProvider
        );
    }

    private static async Task ServeAsync(MimusServer server, string banner, CommandSurroundings surroundings)
    {
        var signals = surroundings.Signals;
        signals.Listen();
        surroundings.Output.WriteLine(banner);
        await signals.First.ConfigureAwait(false);
        surroundings.Output.WriteLine("Stopping when the open streams have ended; Ctrl-C once more ends them at once.");
        await server.StopAsync(signals.Second).ConfigureAwait(false);
    }

    private static MimusServerOptions MakeOptions(CompiledConfiguration compiled, IPAddress address, CommandSurroundings surroundings)
    {
        var host = compiled.Host;
        var defaults = new MimusServerOptions();
        return defaults with
        {
            Address = address,
            Port = host.Port ?? DefaultPort,
            Configuration = compiled.Mock,
            MaxBodyBytes = host.MaxBodyBytes ?? defaults.MaxBodyBytes,
            HistoryMaxRequests = host.HistoryMaxRequests ?? defaults.HistoryMaxRequests,
            HistoryMaxBytes = host.HistoryMaxBytes ?? defaults.HistoryMaxBytes,
            ShutdownGrace = host.ShutdownGrace ?? defaults.ShutdownGrace,
            AdminToken = host.AdminToken,
            HasAdmin = host.HasAdmin ?? defaults.HasAdmin,
            Seed = host.Seed,
            TimeProvider = surroundings.TimeProvider,
            LoggerFactory = new LineLoggerFactory(
                surroundings.Error,
                LogLevels.Parse(host.LogLevel),
                compiled.Mock.Debug,
                surroundings.UsesColor,
                surroundings.TimeProvider
            ),
        };
    }

    // On every address there is also the one that everybody can type.
    private static string UrlOf(MimusServer server, IPAddress address) =>
        address.Equals(IPAddress.IPv6Any)
            ? string.Create(CultureInfo.InvariantCulture, $"http://localhost:{new Uri(server.Url).Port}")
            : server.Url;
}
