using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mimus.Bench;

/// <summary>The servers that are measured side by side, as far as they are there.</summary>
internal static class Targets
{
    private const string Peers = "bench/peers/node_modules/.bin/";
    private const string Published = "artifacts/publish/cli/mimus";
    private const string Native = "artifacts/publish/aot/mimus";
    private const string NativeCeiling = "artifacts/publish/ceiling-aot/ceiling";

    private static readonly string[] s_batch = ["chrt", "-b", "0"];

    // .NET compiles what is called often twice, and on one core that takes its time.
    private const int WarmUpOfCompiler = 20;

    public static IReadOnlyList<string> Names { get; } = ["ceiling", "ceiling-batch", "ceiling-aot", "mimus", "mimus-batch", "mimus-aot", "aimock", "mock-llm", "mock-openai-api"];

    /// <summary>Builds ours and installs the peers, and says what is missing.</summary>
    public static IReadOnlyList<Target> Available(WorkFolder work, bool builds)
    {
        var targets = new List<Target>();
        Run("dotnet", "build", "bench/Mimus.Ceiling", "-c", "Release", "--nologo", "-v", "quiet");
        string[] ceiling = ["dotnet", "artifacts/bin/Mimus.Ceiling/release/ceiling.dll"];
        targets.Add(Ceiling("ceiling", "bare Kestrel", ceiling) with { WarmUpSeconds = WarmUpOfCompiler });
        targets.Add(Ceiling("ceiling-batch", "the same, started with batch scheduling", [.. s_batch, .. ceiling]) with { WarmUpSeconds = WarmUpOfCompiler, ComparedWith = "mimus-batch" });
        var mimus = Mimus(work, builds);
        targets.Add(mimus);
        targets.Add(mimus with { Name = "mimus-batch", Version = "the same, started with batch scheduling", Command = [.. s_batch, .. mimus.Command], ComparedWith = "mimus-batch" });
        if (File.Exists(Native))
        {
            if (builds || !File.Exists(NativeCeiling))
            {
                string[] options = ["-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", "-p:OptimizationPreference=Speed", "--nologo", "-v", "quiet"];
                string[] processor = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ["-p:IlcInstructionSet=x86-64-v3"] : [];
                Run("dotnet", ["publish", "bench/Mimus.Ceiling", .. options, .. processor, "-o", Path.GetDirectoryName(NativeCeiling)!]);
            }

            targets.Add(Ceiling("ceiling-aot", "bare Kestrel, native AOT", NativeCeiling) with { ComparedWith = "mimus-aot" });
            targets.Add(Mimus("mimus-aot", "./build aot", work, Native));
        }
        else
        {
            Console.Error.WriteLine("mimus-aot is left out: ./build aot has not been run.");
        }

        if (!Directory.Exists("bench/peers/node_modules") && Run("npm", "ci", "--prefix", "bench/peers", "--no-audit", "--no-fund", "--loglevel=error") != 0)
        {
            Console.Error.WriteLine("The peers are left out: npm could not install them.");
            return targets;
        }

        targets.Add(
            new Target("aimock", "1.43.0, Node", "node", Peers + "llmock", "--port", "{port}", "--fixtures", "{rules}", "--log-level", "silent", "--chunk-size", "4")
            {
                Rules = new Dictionary<int, string> { [1] = work.PathOf("aimock-1.json"), [10_000] = work.PathOf("aimock-10000.json") },
                PacedBy = ["--latency", WorkFolder.PacedInterval.ToString(CultureInfo.InvariantCulture)],
            }
        );
        targets.Add(
            new Target("mock-llm", "@dwmkerr/mock-llm 0.1.29, Node", "node", Peers + "mock-llm", "--config", "{rules}")
            {
                Rules = new Dictionary<int, string> { [1] = work.PathOf("mock-llm.yaml") },
                LeftOut = ["stream-32", "rules", "start-rules"],
            }
        );
        targets.Add(
            new Target("mock-openai-api", "1.0.3, Node; canned replies", "node", Peers + "mock-openai-api", "-p", "{port}", "-H", "127.0.0.1") { LeftOut = ["stream-32", "rules", "start-rules"] }
        );
        return targets;
    }

    /// <summary>Mimus, built.</summary>
    public static Target Mimus(WorkFolder work, bool builds)
    {
        if (builds || !File.Exists(Published))
        {
            Run("./build", "cli");
        }

        return Mimus("mimus", "./build cli", work, Published) with { WarmUpSeconds = WarmUpOfCompiler };
    }

    private static Target Ceiling(string name, string version, params string[] command) =>
        new(name, version, [.. command, "{port}"]) { LeftOut = ["rules", "start-rules"], PacedBy = [] };

    private static Target Mimus(string name, string version, WorkFolder work, params string[] command) =>
        new(name, version, [.. command, "start", "--port", "{port}", "--log-level", "none", "--rules", "{rules}"])
        {
            Rules = new Dictionary<int, string> { [1] = work.PathOf("mimus-1.json5"), [10_000] = work.PathOf("mimus-10000.json5") },
            PacedBy = [],
        };

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
