using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Tests.Configuration;

public sealed class ControlTextTests
{
    private readonly ConfigurationProblems _problems = new();

    [Theory]
    [InlineData("cut", "fault=cut")]
    [InlineData("cut; after=3", "fault=cut after=3")]
    [InlineData(" cut ;after = 3; by=close ; ", "fault=cut after=3 by=close")]
    [InlineData("status=503; message=Don't; type=x", "status=503 message=Don't type=x")]
    [InlineData("error; message=\"a; b, \\\"c\\\"\"; status=500", "fault=error message=a; b, \"c\" status=500")]
    [InlineData("error; message='a; b'", "fault=error message=a; b")]
    [InlineData("error; message=a=b", "fault=error message=a=b")]
    [InlineData("error; message=", "fault=error message=")]
    public void Read_WithLeadingKey_IsAMapping(string text, string expected)
    {
        var mapping = Assert.IsType<ConfigurationMapping>(ControlText.Read("X-Mimus-Fault", text, "fault", _problems));

        Assert.Empty(_problems.Errors);
        Assert.Equal(expected, string.Join(' ', mapping.Entries.Select(entry => $"{entry.Key}={((ConfigurationScalar)entry.Value).Text}")));
    }

    [Fact]
    public void Read_Braces_AreAMappingInside()
    {
        var mapping = (ConfigurationMapping)ControlText.Read("--latency", "batch={ max: 8, queue: 2 }; tps=50", null, _problems)!;

        Assert.Equal(["batch", "tps"], mapping.Entries.Select(entry => entry.Key));
        Assert.Equal(["max", "queue"], Assert.IsType<ConfigurationMapping>(mapping.Entries[0].Value).Entries.Select(entry => entry.Key));
    }

    [Fact]
    public void Read_OneWordWithoutLeadingKey_IsAScalar() =>
        Assert.Equal("off", Assert.IsType<ConfigurationScalar>(ControlText.Read("X-Mimus-Limits", " off ", null, _problems)).Text);

    [Theory]
    [InlineData("rpm=3; tpm", "X-Mimus-Limits: 'tpm' has no value; write a key, an equals sign and a value, with semicolons between such pairs.")]
    [InlineData("rpm=3;;tpm=4", "X-Mimus-Limits: '' has no value; write a key, an equals sign and a value, with semicolons between such pairs.")]
    public void Read_ItemWithoutValue_IsAProblem(string text, string expected)
    {
        Assert.Null(ControlText.Read("X-Mimus-Limits", text, null, _problems));
        Assert.Equal(expected, Assert.Single(_problems.Errors).ToString());
    }

    [Theory]
    [InlineData("message=\"open")]
    [InlineData("batch={ max: 8")]
    [InlineData("batch=[}")]
    public void Read_BrokenValue_SaysWhere(string text)
    {
        Assert.Null(ControlText.Read("X-Mimus-Fault", text, null, _problems));
        Assert.StartsWith("X-Mimus-Fault", Assert.Single(_problems.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VeryLongText_IsTurnedAway()
    {
        Assert.Null(ControlText.Read("X-Mimus-Fault", new string('x', 10_000), "fault", _problems));
        Assert.Equal("X-Mimus-Fault: the text has 10000 characters; write at most 8192.", Assert.Single(_problems.Errors).ToString());
    }
}
