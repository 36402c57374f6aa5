using Mimus.Core.Configuration.Documents;
using Mimus.Core.Text;

namespace Mimus.Core.Configuration;

/// <summary>Finds the variables that configure Mimus: <c>MIMUS_…</c>, and <c>LLMOCK_…</c> for those who come from there.</summary>
internal static class EnvironmentVariables
{
    private const string Own = "MIMUS_";
    private const string Compatible = "LLMOCK_";

    // Variables of tests and clients, which say where a server is and not how it behaves.
    private static readonly string[] s_reserved = ["URL", "BASE_URL"];

    /// <summary>
    /// The variables with the keys that they set, each key once. Empty variables count as not set; ones that set nothing are warned of.
    /// </summary>
    public static IReadOnlyCollection<(string Name, ConfigurationKey Key, string Value)> Find(
        IReadOnlyList<KeyValuePair<string, string>> environment,
        ConfigurationProblems problems
    )
    {
        var candidates = environment.Where(IsCandidate).ToList();
        if (candidates.Count == 0)
        {
            return [];
        }

        var found = new Dictionary<ConfigurationKey, (string Name, ConfigurationKey Key, string Value)>();
        var known = new HashSet<string>();
        foreach (var prefix in new[] { Own, Compatible })
        {
            foreach (var key in ConfigurationKeys.Overridable)
            {
                foreach (var name in key.VariableNames().Select(end => prefix + end))
                {
                    known.Add(name);
                    if (candidates.FirstOrDefault(candidate => candidate.Key == name) is { Key: not null } variable)
                    {
                        found.TryAdd(key, (name, key, variable.Value));
                    }
                }
            }
        }

        foreach (var candidate in candidates.Where(candidate => !known.Contains(candidate.Key)))
        {
            problems.Warn(Unknown(candidate, known));
        }

        return found.Values;
    }

    private static bool IsCandidate(KeyValuePair<string, string> variable)
    {
        var prefix = variable.Key.StartsWith(Own, StringComparison.Ordinal) ? Own : Compatible;
        if (!variable.Key.StartsWith(prefix, StringComparison.Ordinal) || string.IsNullOrWhiteSpace(variable.Value))
        {
            return false;
        }

        var end = variable.Key[prefix.Length..];
        return !s_reserved.Contains(end) && !end.StartsWith("TEST_", StringComparison.Ordinal) && !IsServiceLink(end, variable.Value);
    }

    // Kubernetes tells every pod of a service named "mimus" by variables such as MIMUS_PORT=tcp://10.0.0.7:8000.
    private static bool IsServiceLink(string end, string value) =>
        end.StartsWith("SERVICE_", StringComparison.Ordinal)
        || end.StartsWith("PORT_", StringComparison.Ordinal)
        || (end == "PORT" && value.Contains("://", StringComparison.Ordinal));

    private static ConfigurationProblem Unknown(KeyValuePair<string, string> variable, HashSet<string> known)
    {
        var nearest = NearestName.Find(variable.Key, known);
        return new ConfigurationProblem(SourceLocation.Whole(variable.Key), "", "this variable sets nothing")
        {
            Suggestion = nearest,
            Expected = nearest is null ? "MIMUS_ and a key of the configuration in capitals, as in MIMUS_API_KEY, or unset it" : null,
        };
    }
}
