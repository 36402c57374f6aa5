using Mimus.Core.Tests.Architecture;

namespace Mimus.Core.Tests;

public class ArchitectureTests
{
    // Dependencies point down only. A project that is not here yet gets its line when it comes.
    private static readonly Dictionary<string, string[]> s_allowedReferences = new()
    {
        ["Mimus.Core"] = [],
        ["Mimus.Protocols"] = ["Mimus.Core"],
        ["Mimus.AspNetCore"] = ["Mimus.Protocols", "Mimus.Core", "Microsoft.AspNetCore.App"],
        ["Mimus.Redis"] = ["Mimus.Core"],
        ["Mimus.Scripting"] = ["Mimus.Core"],
        ["Mimus"] = ["Mimus.AspNetCore", "Mimus.Scripting", "Mimus.Protocols", "Mimus.Core", "Microsoft.AspNetCore.App"],
        ["Mimus.Cli"] = ["Mimus.AspNetCore", "Mimus.Scripting", "Mimus.Protocols", "Mimus.Core", "Mimus.Redis", "Microsoft.AspNetCore.App"],
    };

    [Fact]
    public void Rooms_OfTheSources_DoNotKnowEachOther()
    {
        var files = Repository.Sources().ToList();
        var broken = files.SelectMany(file => RoomRules.All.SelectMany(rule => rule.Check(file))).ToList();

        Assert.True(files.Count > 50, "The sources were not found.");
        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    [Fact]
    public void Projects_Refer_OnlyDownwards()
    {
        var broken =
            from project in Repository.References()
            from reference in project.Value
            where !s_allowedReferences.TryGetValue(project.Key, out var allowed) || !allowed.Contains(reference)
            select $"src/{project.Key} refers to {reference}, but dependencies point down only; see docs/architecture.md#layout";

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData(1, "src/Mimus.Protocols/Formats/OpenAiChat/A.cs", "using Mimus.Core.Pipeline;")]
    [InlineData(1, "src/Mimus.Protocols/Formats/OpenAiChat/A.cs", "class A { object B = new Mimus.Core.Strategies.MirrorStrategy(); }")]
    [InlineData(2, "src/Mimus.Core/Strategies/A.cs", "class A { bool B(string f) => f == \"openai\"; }")]
    [InlineData(2, "src/Mimus.Core/Faults/A.cs", "class A { AnthropicError B; }")]
    [InlineData(3, "src/Mimus.Protocols/Formats/OpenAiChat/A.cs", "using Mimus.Protocols.Formats.AnthropicMessages;")]
    [InlineData(3, "src/Mimus.Protocols/Formats/OpenAiChat/A.cs", "class A { Formats.AnthropicMessages.B C; }")]
    [InlineData(3, "src/Mimus.Protocols/Formats/OpenAiChat/A.cs", "using static Mimus.Protocols.Providers.OpenAiProvider;")]
    [InlineData(3, "src/Mimus.Protocols/Providers/AnthropicProvider.cs", "class A { OpenAiProvider B; }")]
    [InlineData(4, "src/Mimus.Core/Model/A.cs", "class A { string B => File.ReadAllText(C); }")]
    [InlineData(4, "src/Mimus.Core/Model/A.cs", "class A { void B() { System . Console . WriteLine(); } }")]
    [InlineData(4, "src/Mimus.Protocols/Json/A.cs", "class A(HttpContext context);")]
    [InlineData(4, "src/Mimus.Protocols/Json/A.cs", "using Microsoft.AspNetCore.Http;")]
    [InlineData(5, "src/Mimus.AspNetCore/Admin/A.cs", "using Mimus.Core.Pipeline;")]
    [InlineData(6, "src/Mimus.Core/State/A.cs", "using Mimus.Core.Rules;")]
    [InlineData(7, "src/Mimus/A.cs", "class A { ConfigurationCompiler B; }")]
    public void Rooms_ThatKnowEachOther_AreFound(int rule, string path, string text)
    {
        var broken = Check(path, text);

        Assert.StartsWith($"{path} breaks rule {rule}: it uses '", Assert.Single(broken), StringComparison.Ordinal);
        Assert.EndsWith($"; see docs/architecture.md#rule-{rule}", broken[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/Mimus.Core/Strategies/A.cs", "// as OpenAI does\n/* File.Open */ class A { string B = \"Console.Write // \"; Kind C = Kind.File; }")]
    [InlineData("src/Mimus.Core/Model/A.cs", "class A { string B = Environment.NewLine; string C = \"openai\"; }")]
    [InlineData("src/Mimus.Protocols/Formats/OpenAiChat/Parts/A.cs", "using Mimus.Protocols.Formats.OpenAiChat; using Mimus.Protocols.Vendors;")]
    [InlineData("src/Mimus.Protocols/Providers/RouteTable.cs", "class A { OpenAiProvider B; AnthropicProvider C; }")]
    [InlineData("src/Mimus.Protocols/Providers/OpenAiProvider.cs", "class OpenAiProvider : Provider { TimeProvider B; }")]
    [InlineData("src/Mimus.Cli/A.cs", "class A { string B => File.ReadAllText(C); }")]
    public void Rooms_ThatKeepTheRules_AreLeftAlone(string path, string text) => Assert.Empty(Check(path, text));

    private static List<string> Check(string path, string text) =>
        [.. RoomRules.All.SelectMany(rule => rule.Check(SourceFile.Parse(path, text)))];
}
