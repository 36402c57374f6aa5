using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mimus.AspNetCore;
using Xunit;

namespace Mimus.Conformance.Tests.Documentation;

/// <summary>What the pages show is what happens.</summary>
public partial class DocumentationTests
{
    private const string Address = "http://127.0.0.1:8000";

    // Where the pages' C# is compiled and run: here, and for the library in its own tests.
    private static readonly Lazy<List<string>> s_sources = new(() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(MarkdownFence.Root, "tests/Mimus.Tests/Examples"), "*.cs", SearchOption.AllDirectories)
                .Append(Path.Combine(MarkdownFence.Root, "tests/Mimus.Conformance.Tests/Documentation/Snippets.cs"))
                .Select(file => Squeeze(File.ReadAllText(file))),
        ]
    );

    private static readonly List<MarkdownFence> Fences = [.. MarkdownFence.All()];

    public static TheoryData<string, int> ShellExamples => Of("sh", fence => fence.Text.Contains("curl", StringComparison.Ordinal));

    public static TheoryData<string, int> CSharpExamples => Of("csharp");

    public static TheoryData<string, int> PythonExamples => Of("python");

    [Theory]
    [MemberData(nameof(ShellExamples))]
    public async Task ShellExample_AgainstAServer_AnswersAsShown(string page, int line)
    {
        await using var server = await MimusServer.StartAsync(new MimusServerOptions(), TestContext.Current.CancellationToken);
        var index = Fences.FindIndex(fence => fence.Page == page && fence.Line == line);

        var output = await Run("bash", ["-c", Fences[index].Text.Replace(Address, server.Url, StringComparison.Ordinal)]);

        if (index + 1 < Fences.Count && Fences[index + 1] is { Language: "json" } shown && shown.Page == page)
        {
            Assert.True(IsShown(JsonNode.Parse(shown.Text), JsonNode.Parse(output)), $"{page}:{line} shows\n{shown.Text}but got\n{output}");
        }
    }

    [Theory]
    [MemberData(nameof(CSharpExamples))]
    public void CSharpExample_IsCompiledAndRun(string page, int line)
    {
        var example = Fences.Single(fence => fence.Page == page && fence.Line == line);
        var wanted = Squeeze(example.Text.Replace($"\"{Address}/v1\"", "server.Url + \"/v1\"", StringComparison.Ordinal));
        Assert.True(
            s_sources.Value.Any(source => source.Contains(wanted, StringComparison.Ordinal)),
            $"{page}:{line} does not stand in Snippets.cs, nor in the examples of Mimus.Tests:\n{example.Text}"
        );
    }

    [Theory]
    [MemberData(nameof(PythonExamples))]
    public async Task PythonExample_IsPython(string page, int line)
    {
        var example = Fences.Single(fence => fence.Page == page && fence.Line == line);

        // Its packages cannot be had everywhere; the syntax can be checked.
        await Run("python3", ["-c", "import sys; compile(sys.argv[1], 'example', 'exec')", example.Text]);
    }

    [Fact]
    public void Pages_Links_LeadSomewhere()
    {
        foreach (var page in Directory.EnumerateFiles(Path.Combine(MarkdownFence.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(MarkdownFence.Root, "README.md")))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(page)))
            {
                var target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["target"].Value);
                Assert.True(File.Exists(target), $"{page} links to {link.Groups["target"].Value}, which is not there.");
            }
        }
    }

    // Everything shown must be there; the page may leave things out, and writes … for what differs from run to run.
    private static bool IsShown(JsonNode? shown, JsonNode? actual) =>
        shown switch
        {
            JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String && (string?)value == "…" => actual is not null,
            JsonObject properties => actual is JsonObject there && properties.All(property => there.ContainsKey(property.Key) && IsShown(property.Value, there[property.Key])),
            JsonArray items => actual is JsonArray there && there.Count == items.Count && items.Zip(there).All(pair => IsShown(pair.First, pair.Second)),
            _ => JsonNode.DeepEquals(shown, actual),
        };

    private static TheoryData<string, int> Of(string language, Func<MarkdownFence, bool>? condition = null) =>
        [.. Fences.Where(fence => fence.Language == language && condition?.Invoke(fence) != false).Select(fence => (fence.Page, fence.Line))];

    private static string Squeeze(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    private static async Task<string> Run(string program, string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"'{program}' is not on this machine.");
            Assert.Skip($"'{program}' is not on this machine.");
            throw;
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error}");
            return await output;
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
