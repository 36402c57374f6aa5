using System.Diagnostics;

namespace Mimus.Cli.Tests;

/// <summary>The program as it is shipped, in a process of its own.</summary>
public class ProcessTests
{
    [Fact]
    public async Task Program_ToldToEnd_EndsCleanly()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs the command 'kill'");
        var cancellation = TestContext.Current.CancellationToken;
        using var program = Start("--port", "0");
        try
        {
            var url = "";
            while (await program.StandardOutput.ReadLineAsync(cancellation) is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal))
            {
                url = line.StartsWith("Mimus ", StringComparison.Ordinal) ? line.Split(' ')[^1] : url;
            }

            using var client = new HttpClient();
            Assert.True((await client.GetAsync(new Uri(url + "/health"), cancellation)).IsSuccessStatusCode);
            using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
            await program.WaitForExitAsync(cancellation);

            Assert.Equal(0, program.ExitCode);
            Assert.Equal("", await program.StandardError.ReadToEndAsync(cancellation));
        }
        finally
        {
            if (!program.HasExited)
            {
                program.Kill();
            }
        }
    }

    [Fact]
    public async Task Program_WithABadFlag_ExitsWith2()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var program = Start("--port", "x");
        var complaint = await program.StandardError.ReadToEndAsync(cancellation);
        await program.WaitForExitAsync(cancellation);

        Assert.Equal(2, program.ExitCode);
        Assert.Equal("--port: 'x' is not a port; write a whole number from 0 to 65535.", complaint.TrimEnd());
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "mimus"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MIMUS_", StringComparison.Ordinal) || name.StartsWith("LLMOCK_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start)!;
    }
}
