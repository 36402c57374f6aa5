using System.Text.Json.Nodes;
using Xunit;

namespace Mimus.Protocols.Tests;

/// <summary>
/// Recorded traffic, which lies beside the repository in <c>shared/protocols/recorded</c>; where it is missing its tests are skipped, but
/// never in CI.
/// </summary>
internal static class Recording
{
    private static readonly Lazy<string?> s_folder = new(Find);

    public static JsonNode Read(string name)
    {
        const string Reason = "No folder 'shared/protocols/recorded' is above the tests: no traffic to compare with.";
        Assert.False(s_folder.Value is null && Environment.GetEnvironmentVariable("CI") == "true", Reason);
        Assert.SkipWhen(s_folder.Value is null, Reason);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder.Value!, name + ".json")))!;
    }

    /// <summary>The names of an object and all that it holds, in order, without values; arrays by their first item.</summary>
    public static string Shape(JsonNode? node) =>
        node switch
        {
            JsonObject members => $"{{{string.Join(',', members.Select(member => $"{member.Key}:{Shape(member.Value)}"))}}}",
            JsonArray items => $"[{(items.Count > 0 ? Shape(items[0]) : "")}]",
            null => "null",
            _ => node.GetValueKind().ToString(),
        };

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "protocols", "recorded");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
