using Mimus.AspNetCore;
using Mimus.Core.Model;

namespace Mimus.Tests.PublicApi;

/// <summary>What users can see does not change unnoticed: set MIMUS_UPDATE_API=1 to write the files anew, and read their difference.</summary>
public class PublicApiTests
{
    [Theory]
    [InlineData(typeof(MockLlmServer), "Mimus.txt")]
    [InlineData(typeof(MimusServer), "Mimus.AspNetCore.txt")]
    [InlineData(typeof(MockRequest), "Mimus.Core.txt")]
    public void Surface_OfTheAssembly_IsTheOneCommitted(Type type, string name)
    {
        var file = Path.Combine(Repository.Root, "tests", "Mimus.Tests", "PublicApi", name);
        var surface = PublicSurface.Of(type.Assembly);
        if (Environment.GetEnvironmentVariable("MIMUS_UPDATE_API") == "1")
        {
            File.WriteAllText(file, surface);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == surface,
            $"The public surface of {type.Assembly.GetName().Name} is not what {name} says. If that is meant, run the tests with MIMUS_UPDATE_API=1.\n"
                + $"{Difference(File.Exists(file) ? File.ReadAllLines(file) : [], surface.Split('\n'))}"
        );
    }

    private static string Difference(string[] old, string[] now) =>
        string.Join('\n', [.. old.Except(now).Select(line => $"- {line}"), .. now.Except(old).Where(line => line.Length > 0).Select(line => $"+ {line}")]);
}
