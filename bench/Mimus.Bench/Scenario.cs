namespace Mimus.Bench;

/// <summary>One kind of work.</summary>
internal abstract record Scenario(string Name, string Title)
{
    /// <summary>Measures all servers, in rounds whose order alternates.</summary>
    public IReadOnlyList<Measurement> Run(IReadOnlyList<Target> targets, BenchOptions options, WorkFolder work) =>
        Measure([.. targets.Where(target => !target.LeftOut.Contains(Name)).Select(Begin)], options, work);

    protected abstract Measurement Begin(Target target);

    protected abstract IReadOnlyList<Measurement> Measure(IReadOnlyList<Measurement> measurements, BenchOptions options, WorkFolder work);

    /// <summary>The servers in the order of a round: there, and back again.</summary>
    protected static IEnumerable<Measurement> InTurn(IReadOnlyList<Measurement> measurements, int round) =>
        round % 2 == 0 ? measurements : measurements.Reverse();
}
