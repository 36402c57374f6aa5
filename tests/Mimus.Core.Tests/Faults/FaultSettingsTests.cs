using Mimus.Core.Configuration;
using Mimus.Core.Faults;
using Mimus.Core.Tests.Configuration;

namespace Mimus.Core.Tests.Faults;

public class FaultSettingsTests
{
    [Theory]
    [InlineData("cut; after=3; by=close")]
    [InlineData("cut; after=200 bytes")]
    [InlineData("cut; after=500ms; by=end")]
    [InlineData("stall; after=2; for=60000ms; interval=5000ms; keep-alive=true")]
    [InlineData("error; status=503; type=t; code=c; retry-after=2000ms")]
    [InlineData("redirect; status=308; value=/x")]
    [InlineData("hang; rate=0.5; first=2; every=3; budget=3 of 100; times=4; from=1000ms; to=2000ms; burst-every=60000ms; burst-for=5000ms; models=a, b*")]
    public void Fault_WrittenAndRead_IsTheSame(string text) => Assert.Equal(text, FaultControlTests.Read(text).ToString());

    [Fact]
    public void Kinds_AllOfThem_CanBeAskedForByName()
    {
        foreach (var name in FaultKinds.Names)
        {
            Assert.Equal(name, FaultKinds.NameOf(FaultControlTests.Read(name).Kind));
        }
    }

    [Fact]
    public void Faults_OfAConfiguration_AreListsOfMappingsTextsAndPresets()
    {
        var mock = Compile.Yaml(
            """
            faults:
              - { fault: error, status: 503, rate: 0.1 }
              - "cut; after=3"
              - gateway
            chaos: flaky
            models:
              - { id: "*", faults: ["hang; for=1s"] }
            """
        ).Mock;

        Assert.Equal(2 + FaultPresets.Find("gateway")!.Count + FaultPresets.Find("flaky")!.Count, mock.Faults.Count);
        Assert.Equal(["hang; for=1000ms"], mock.Models.BehaviorOf("any").Faults!.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Chaos_FromTheEnvironment_IsAList() =>
        Assert.Equal(
            FaultPresets.Find("flaky")!.Count + FaultPresets.Find("gateway")!.Count,
            Compile.Environment(("MIMUS_CHAOS", "flaky;gateway")).Mock.Faults.Count
        );

    [Theory]
    [InlineData("faults: [cutt]", "'cutt' is not a fault; did you mean 'cut'?")]
    [InlineData("faults: ['cut; aftr=3']", "'aftr' is not a known key; did you mean 'after'?")]
    [InlineData("faults: ['reset; after=3']", "the fault 'reset' takes no 'after'; write nothing but when it happens.")]
    [InlineData("faults: ['hang; status=3']", "the fault 'hang' takes no 'status'; write one of for, or leave it out.")]
    [InlineData("faults: ['cut; after=soon']", "'soon' is no place in an answer; write a number of deltas, bytes")]
    [InlineData("faults: ['error-event; after=3s']", "'3s' is no place in an answer; write a number of deltas, as in 3.")]
    [InlineData("faults: ['cut; by=force']", "'force' is not a way to end a connection; write one of reset, close, end.")]
    [InlineData("faults: ['error; status=200']", "'200' is not a status; write the status of an error, 400 to 599.")]
    [InlineData("faults: ['cut; rate=2']", "'2' is not a rate; write a number from 0 for never to 1 for always.")]
    [InlineData("faults: ['cut; budget=5 of 3']", "'5 of 3' is not a budget; write so many of the next so many requests")]
    [InlineData("faults: ['cut; burst-for=3s']", "a burst has a beginning and a length; write burst-every and burst-for.")]
    [InlineData("faults: [{ after: 3 }]", "the fault has no name; write a fault, as in")]
    [InlineData("chaos: flakey", "'flakey' is not a preset; did you mean 'flaky'?")]
    [InlineData("models: [{ id: a, faults: [x] }]", "'x' is not a fault")]
    public void Fault_Wrong_IsSaid(string yaml, string sentence) =>
        Assert.Contains(Compile.Yaml(yaml).Problems, problem => problem.ToString().Contains(sentence, StringComparison.Ordinal));
}
