using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Tests.Support;

namespace Mimus.Core.Tests.Configuration.Documents;

/// <summary>The parse test cases of the JSON5 project: a file's ending says whether it must be accepted.</summary>
public class Json5SuiteTests
{
    public static TheoryData<string> Cases => SharedFolder.Files("json5-tests", "*.json", "*.json5", "*.js", "*.txt");

    // Of the suite's error places three cannot be compared: one has no case, of a string that is not closed we name the beginning, and one
    // place lies behind the end of its text.
    public static TheoryData<string> ErrorPlaces =>
        [.. SharedFolder.Files("json5-tests", "*.errorSpec").Select(row => row.Data).Where(name => CaseOf(name) is not null && IsComparable(name))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Cases))]
    public void Json5_CaseOfTheSuite_IsAcceptedOrRefusedAsItsEndingSays(string name)
    {
        var isValid = name.EndsWith(".json", StringComparison.Ordinal) || name.EndsWith(".json5", StringComparison.Ordinal);
        // The suite follows JavaScript, where the last of two keys wins; here two keys are a mistake.
        isValid &= !name.EndsWith("duplicate-keys.json", StringComparison.Ordinal);

        var problem = Read.Json5Problem(SharedFolder.Text("json5-tests", name));

        Assert.True(problem.Length == 0 == isValid, $"{name}: {(isValid ? problem : "must be refused")}");
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ErrorPlaces))]
    public void Json5_ErrorOfTheSuite_IsFoundAtItsPlace(string name)
    {
        var place = PlaceOf(name);

        Assert.StartsWith(
            $"file:{place["lineNumber"]}:{place["columnNumber"]}: ",
            Read.Json5Problem(SharedFolder.Text("json5-tests", CaseOf(name)!)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Json5_Suite_IsThere() => SharedFolder.Require("json5-tests");

    private static string? CaseOf(string name) =>
        new[] { ".txt", ".js" }.Select(ending => Path.ChangeExtension(name, ending)).FirstOrDefault(file => SharedFolder.Exists("json5-tests", file));

    private static bool IsComparable(string name) => PlaceOf(name)["columnNumber"] is not ("0" or "67");

    private static Dictionary<string, string> PlaceOf(string name)
    {
        var spec = (ConfigurationMapping)Read.Node(SharedFolder.Text("json5-tests", name), ConfigurationSyntax.Json5, out _)!;
        return spec.Entries.ToDictionary(entry => entry.Key, entry => Read.Show(entry.Value));
    }
}
