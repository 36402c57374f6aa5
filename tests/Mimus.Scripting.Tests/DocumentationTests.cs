using Xunit;

namespace Mimus.Scripting.Tests;

public class DocumentationTests
{
    [Fact]
    public void Handlers_Example_IsLoaded()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Mimus.slnx")))
        {
            folder = folder.Parent!;
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs/handlers.md"));
        var example = page.Split("```javascript\n")[1].Split("```")[0];

        var file = HandlerFile.Load("handlers.mjs", example);

        Assert.Null(file.Problem);
        Assert.Single(file.Rules);
        Assert.NotNull(file.Fallback);
    }
}
