using Mimus.Core.Configuration.Rules;
using Mimus.Core.Tests.Architecture;

namespace Mimus.Core.Tests.Configuration;

/// <summary>The schemas in the repository, which are written with <c>mimus schema</c>, are those of the code.</summary>
public class SchemaFilesTests
{
    [Fact]
    public void SchemaFile_OfRules_IsUpToDate() =>
        Assert.True(Repository.Text("schemas/rules.schema.json") == RuleSchema.OfRules(), "write it anew: mimus schema rules > schemas/rules.schema.json");

    [Fact]
    public void SchemaFile_OfConfiguration_IsUpToDate() =>
        Assert.True(Repository.Text("schemas/config.schema.json") == RuleSchema.OfConfiguration(), "write it anew: mimus schema config > schemas/config.schema.json");
}
