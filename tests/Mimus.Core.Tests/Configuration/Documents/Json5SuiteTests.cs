using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Tests.Support;

namespace Mimus.Core.Tests.Configuration.Documents;

/// <summary>The parse test cases of the JSON5 project: a file's ending says whether it must be accepted.</summary>
public class Json5SuiteTests
{
    public static TheoryData<string> Cases => SharedFolder.Files("json5-tests", "*.json", "*.json5", "*.js", "*.txt");

    public static TheoryData<string> ErrorPlaces => SharedFolder.Files("json5-tests", "*.errorSpec");

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
        var spec = (ConfigurationMapping)Read.Node(SharedFolder.Text("json5-tests", name), ConfigurationSyntax.Json5, out _)!;
        var place = spec.Entries.ToDictionary(entry => entry.Key, entry => Read.Show(entry.Value));
        var case_ = Path.ChangeExtension(name, SharedFolder.Exists("json5-tests", Path.ChangeExtension(name, ".txt")) ? ".txt" : ".js");
        // One has no case, of a string that is not closed we name the beginning, and one names a place behind the end.
        Assert.SkipWhen(!SharedFolder.Exists("json5-tests", case_) || place["columnNumber"] is "0" or "67", "no place to compare with");

        Assert.StartsWith(
            $"file:{place["lineNumber"]}:{place["columnNumber"]}: ",
            Read.Json5Problem(SharedFolder.Text("json5-tests", case_)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Json5_Suite_IsThere() => SharedFolder.Require("json5-tests");
}
