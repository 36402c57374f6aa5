namespace Mimus.Bench;

/// <summary>The time from exec to the first answer, on both cores.</summary>
internal sealed record StartScenario(string Name, string Title, int Rules = 1) : Scenario(Name, Title)
{
    private const int StartsARound = 7;

    protected override Measurement Begin(Target target) => new(target, "ms", IsBetterWhenHigher: false);

    protected override void Measure(Measurement measurement, BenchOptions options, WorkFolder work)
    {
        for (var start = 0; start < StartsARound; start++)
        {
            using var server = ServerProcess.Start(measurement.Target, Rules, work.PathOf(Rules == 1 ? "whole.json" : "last.json"), isPinned: false);
            measurement.Values.Add(server.StartedIn.TotalMilliseconds);
            measurement.Memory.Add(server.Memory);
        }
    }
}
