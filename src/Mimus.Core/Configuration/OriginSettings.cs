using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration;

/// <summary>Reads <c>cors.allow-origins</c>.</summary>
internal static class OriginSettings
{
    public static IReadOnlyList<string> Read(ConfigurationNode? node, NodeReader reader, ConfigurationProblems problems)
    {
        var origins = new List<string>();
        foreach (var item in reader.Items(node, "a list of origins, as in [\"http://localhost:5173\"]") ?? [])
        {
            if (reader.Text(item, "an origin such as http://localhost:5173, or '*' for all")?.Trim() is not { } origin)
            {
                continue;
            }

            origins.Add(origin);
            if (!CanMatch(origin))
            {
                problems.Warn(
                    new ConfigurationProblem(item.Location, item.Path, $"no browser sends {Quotation.Of(origin)} as an origin")
                    {
                        Value = origin,
                        Expected = "scheme, host and port alone, as in http://localhost:5173",
                    }
                );
            }
        }

        return origins;
    }

    // Pages from files and sandboxed frames have the origin "null".
    private static bool CanMatch(string origin)
    {
        var scheme = origin.IndexOf("://", StringComparison.Ordinal);
        return origin is "*" or "null" || (scheme > 0 && origin.Length > scheme + 3 && origin.IndexOf('/', scheme + 3) < 0);
    }
}
