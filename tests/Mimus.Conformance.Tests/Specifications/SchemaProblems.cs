using System.Globalization;
using System.Text.Json;
using Json.Schema;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>Picks from an evaluation the few lines that a reader wants: where in the instance, what failed, what stood there.</summary>
internal static class SchemaProblems
{
    private const int WrongKind = 1000;

    public static IReadOnlyList<string> In(EvaluationResults results, JsonElement instance)
    {
        if (results.IsValid) return [];
        return [.. Collect(results).Select(problem => Describe(problem, instance)).Distinct(StringComparer.Ordinal)];
    }

    private static List<Problem> Collect(EvaluationResults node)
    {
        var problems = new List<Problem>();
        if (node.IsValid) return problems;

        var branches = new List<List<Problem>>();
        var depth = node.EvaluationPath.SegmentCount;
        foreach (var detail in node.Details ?? [])
        {
            if (detail.IsValid) continue;
            var keyword = detail.EvaluationPath.SegmentCount > depth ? detail.EvaluationPath[depth].ToString() : "";
            if (keyword is "if" or "not") continue;
            if (keyword == "anyOf") branches.Add(Collect(detail));
            else problems.AddRange(Collect(detail));
        }

        foreach (var (keyword, message) in node.Errors ?? [])
        {
            if (keyword is "anyOf" && branches.Count > 0) continue;
            problems.Add(new Problem(node.InstanceLocation.ToString(), keyword, message));
        }

        if (branches.Count > 0) problems.AddRange(Nearest(branches, node.InstanceLocation.ToString()));
        return problems;
    }

    /// <summary>The branch of an <c>anyOf</c> that the instance was most likely meant for.</summary>
    private static List<Problem> Nearest(List<List<Problem>> branches, string location) =>
        branches.MinBy(branch => branch.Sum(problem => IsWrongKind(problem, location) ? WrongKind : 1))!;

    private static bool IsWrongKind(Problem problem, string location) =>
        problem.Location == location && problem.Keyword is "type" or "const" or "enum";

    private static string Describe(Problem problem, JsonElement instance)
    {
        var location = problem.Location.Length == 0 ? "/" : problem.Location;
        return $"{location}: {problem.Message} ({problem.Keyword}; found {Excerpt(instance, problem.Location)})";
    }

    private static string Excerpt(JsonElement instance, string location)
    {
        foreach (var segment in location.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (instance.ValueKind == JsonValueKind.Object && instance.TryGetProperty(name, out var member)) instance = member;
            else if (instance.ValueKind == JsonValueKind.Array) instance = instance[int.Parse(name, CultureInfo.InvariantCulture)];
            else return "nothing";
        }

        var text = instance.GetRawText();
        return text.Length <= 120 ? text : text[..120] + "…";
    }

    private readonly record struct Problem(string Location, string Keyword, string Message);
}
