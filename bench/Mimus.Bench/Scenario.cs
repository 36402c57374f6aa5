namespace Mimus.Bench;

/// <summary>One kind of work.</summary>
internal abstract record Scenario(string Name, string Title)
{
    /// <summary>Measures all servers, in rounds whose order alternates.</summary>
    public IReadOnlyList<Measurement> Run(IReadOnlyList<Target> targets, BenchOptions options, WorkFolder work)
    {
        var measurements = targets.Where(target => !target.LeftOut.Contains(Name)).Select(Begin).ToList();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var measurement in round % 2 == 0 ? measurements : Enumerable.Reverse(measurements))
            {
                Measure(measurement, options, work);
            }
        }

        return measurements;
    }

    protected abstract Measurement Begin(Target target);

    protected abstract void Measure(Measurement measurement, BenchOptions options, WorkFolder work);
}
