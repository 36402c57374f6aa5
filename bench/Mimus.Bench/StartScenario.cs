namespace Mimus.Bench;

/// <summary>The time from exec to the first answer, on both cores.</summary>
internal sealed record StartScenario(string Name, string Title, int Rules = 1) : Scenario(Name, Title)
{
    private const int StartsARound = 7;

    protected override Measurement Begin(Target target) => new(target, "ms", IsBetterWhenHigher: false);

    protected override IReadOnlyList<Measurement> Measure(IReadOnlyList<Measurement> measurements, BenchOptions options, WorkFolder work)
    {
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var measurement in InTurn(measurements, round))
            {
                Measure(measurement, work);
            }
        }

        return measurements;
    }

    private void Measure(Measurement measurement, WorkFolder work)
    {
        for (var start = 0; start < StartsARound; start++)
        {
            using var server = ServerProcess.Start(measurement.Target, Rules, work.PathOf(Rules == 1 ? "whole.json" : "last.json"), isPinned: false);
            measurement.Values.Add(server.StartedIn.TotalMilliseconds);
            measurement.Memory.Add(server.Memory);
        }
    }
}
