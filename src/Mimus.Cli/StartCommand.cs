using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mimus.AspNetCore;
using Mimus.Cli.Logging;
using Mimus.Core.Configuration;

namespace Mimus.Cli;

/// <summary>Runs <c>mimus start</c>: configuration, server, banner, and the wait for a signal.</summary>
internal static class StartCommand
{
    private const int DefaultPort = 8000;

    public static async Task<int> RunAsync(string? file, IReadOnlyList<ConfigurationFlag> flags, CommandSurroundings surroundings)
    {
        var source = ConfigurationFile.Read(surroundings.Directory, file, out var fileProblem);
        var compiled = ConfigurationCompiler.Compile(source, surroundings.Environment, flags);
        var address = ListenAddress.Resolve(compiled.Host.Host, out var hostProblem);
        var problems = compiled.Problems.Select(problem => problem.ToString()).Prepend(fileProblem).Append(hostProblem).OfType<string>().ToList();
        if (problems.Count > 0 || address is null)
        {
            return Refuse(problems, surroundings);
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
            return Refuse([ListenFailure.Describe(exception, compiled.Host.Host ?? "127.0.0.1", options.Port)], surroundings);
        }

        await using (server.ConfigureAwait(false))
        {
            await ServeAsync(server, Banner.Of(UrlOf(server, address), options, compiled, source?.Name), surroundings).ConfigureAwait(false);
        }

        return ExitCode.Success;
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
            Seed = host.Seed ?? defaults.Seed,
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

    private static int Refuse(IReadOnlyList<string> problems, CommandSurroundings surroundings)
    {
        foreach (var problem in problems)
        {
            surroundings.Error.WriteLine(problem);
        }

        return ExitCode.BadUsage;
    }
}
