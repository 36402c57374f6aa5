using Mimus.Bench;

var options = BenchOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchOptions.Help);
    return 2;
}

using var work = new WorkFolder();
if (options.SoakMinutes is { } minutes)
{
    return await Soak.RunAsync(Targets.Mimus(work, options.Builds), work, TimeSpan.FromMinutes(minutes));
}

var targets = Targets.Available(work, options.Builds).Where(target => options.Includes(target.Name)).ToList();
if (options.IsPaced)
{
    return Paced.Run([.. targets.Where(target => target.PacedBy is not null)], work, options);
}

var report = new Report(options, targets);
foreach (var scenario in Scenarios.All.Where(options.Includes))
{
    foreach (var measurement in scenario.Run(targets, options, work))
    {
        report.Add(scenario, measurement);
        Console.WriteLine($"{scenario.Name,-12} {measurement}");
    }
}

Console.WriteLine();
Console.WriteLine(report.ToMarkdown());
if (options.Writes)
{
    report.WriteInto("docs/performance.md");
}

return 0;
