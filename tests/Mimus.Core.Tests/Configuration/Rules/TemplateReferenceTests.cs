namespace Mimus.Core.Tests.Configuration.Rules;

public class TemplateReferenceTests
{
    [Fact]
    public void Reference_InAnyPlace_IsTheTemplate()
    {
        var compiled = CompileRules.Json5(
            """
            {
              templates: { a: "A", "b-2.x": { text: "B", latency: 5 }, again: "$a", 名前: "N" },
              fallback: "$again",
              rules: [
                { when: "1", reply: "$a" },
                { when: "2", reply: "$b-2.x$" },
                { when: "3", replies: ["$again$", { reply: "$b-2.x", latency: 9 }, "$名前"] },
              ],
            }
            """
        );

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.Equal("A", CompileRules.Show(compiled.Fallback!));
        Assert.Equal(["A", "B", "A", "B", "N"], compiled.Book.Rules.SelectMany(rule => rule.Replies).Select(CompileRules.Show));
        Assert.Equal(
            [null, 5, null, 9, null],
            compiled.Book.Rules.SelectMany(rule => rule.Replies).Select(reply => reply.Delivery?.Interval?.TotalMilliseconds)
        );
    }

    [Fact]
    public void Reference_ToAnotherFile_IsFound()
    {
        var compiled = CompileRules.Files(
            ("rules.json5", "{ rules: [{ reply: '$shared' }] }"),
            ("templates.yaml", "templates:\n  shared: S\nfallback: {error: {status: 404, message: no}}\n")
        );

        Assert.Empty(compiled.Problems);
        Assert.Equal("S", CompileRules.Show(compiled.Book.Rules[0].Replies[0]));
        Assert.Equal(404, compiled.Fallback!.Error!.Status);
    }

    [Fact]
    public void Files_WithoutAnything_HaveNoRules()
    {
        var compiled = CompileRules.Files(("a.yaml", ""), ("b.json5", "[]"), ("c.json", "{}"));

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.Empty(compiled.Book.Rules);
        Assert.Null(compiled.Fallback);
    }
}
