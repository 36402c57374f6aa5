using Mimus.Core.Configuration.Documents;
using Mimus.Core.Faults;

namespace Mimus.Core.Configuration;

/// <summary>Reads faults, wherever they stand: in the short form of headers, or as mappings.</summary>
internal sealed class FaultSettings(NodeReader reader, ConfigurationProblems problems)
{
    private const string Expected = "a fault, as in \"cut; after=3\" or { fault: \"cut\", after: 3 }";

    private static readonly string[] s_manners = ["reset", "close", "end"];
    private static readonly IReadOnlyList<string> s_none = [];
    private static readonly FaultChoice s_always = new() { Models = s_none };

    /// <summary>The fault; null where it is wrong, which is reported.</summary>
    public Fault? Read(ConfigurationNode node)
    {
        switch (node)
        {
            case ConfigurationMapping mapping:
                return ReadMapping(mapping);
            case ConfigurationScalar { Kind: ScalarKind.Boolean, Boolean: false }:
                return new Fault(FaultKind.None);
            case ConfigurationScalar { Kind: ScalarKind.String or ScalarKind.Untyped, Text: var text } when text.Trim().Length > 0:
                return ControlText.Read(node.Location.ToString(), text, FaultKeys.Kind.Name, problems) is ConfigurationMapping said ? ReadMapping(said) : null;
            default:
                reader.Reject(node, "is not a fault", Expected);
                return null;
        }
    }

    /// <summary>A list of faults and names of presets, or one of them; what is wrong is reported and left out.</summary>
    public IReadOnlyList<Fault> ReadAll(ConfigurationNode? node)
    {
        var faults = new List<Fault>();
        foreach (var item in node is ConfigurationList list ? list.Items : node is null ? [] : [node])
        {
            if (item is ConfigurationScalar { Text: var text } && FaultPresets.Find(text.Trim()) is { } preset)
            {
                faults.AddRange(preset);
            }
            else if (Read(item) is { } fault)
            {
                faults.Add(fault);
            }
        }

        return faults;
    }

    /// <summary>The faults of presets that are named; what is wrong is reported.</summary>
    public IReadOnlyList<Fault> ReadPresets(ConfigurationNode? node)
    {
        var faults = new List<Fault>();
        foreach (var item in node is ConfigurationList list ? list.Items : node is null ? [] : [node])
        {
            if (reader.Choice(item, [.. FaultPresets.Names], "a preset") is { } name)
            {
                faults.AddRange(FaultPresets.Find(name)!);
            }
        }

        return faults;
    }

    private Fault? ReadMapping(ConfigurationMapping mapping)
    {
        var before = problems.Errors.Count;
        var fields = MappingFields.Of(mapping, FaultKeys.All, problems);
        if (fields.Find(FaultKeys.Kind) is not { } named)
        {
            Report(mapping, "the fault has no name", Expected);
            return null;
        }

        if (reader.Choice(named, FaultKinds.Names, "a fault") is not { } name)
        {
            return null;
        }

        var kind = FaultKinds.Of(name);
        CheckKeys(fields, kind, name);
        var fault = ReadPlace(
            new Fault(kind)
            {
                By = reader.Choice(fields.Find(FaultKeys.By), s_manners, "a way to end a connection") is { } by
                    ? (CutManner)Array.IndexOf(s_manners, by)
                    : null,
                For = Time(fields, FaultKeys.For, 1),
                Interval = Time(fields, FaultKeys.Interval, 1),
                KeepAlive = reader.Flag(fields.Find(FaultKeys.KeepAlive)) ?? false,
                Status = ReadStatus(fields.Find(FaultKeys.Status), kind),
                Message = reader.Text(fields.Find(FaultKeys.Message), "a sentence"),
                Type = reader.Text(fields.Find(FaultKeys.Type), "an error type"),
                Code = reader.Text(fields.Find(FaultKeys.Code), "an error code"),
                RetryAfter = Time(fields, FaultKeys.RetryAfter, 1000),
                Value = reader.Text(fields.Find(FaultKeys.Value), "an address, a content type or a model"),
                Name = reader.Text(fields.Find(FaultKeys.Name), "a name"),
                When = ReadChoice(fields),
            },
            fields.Find(FaultKeys.After)
        );
        return problems.Errors.Count > before ? null : fault;
    }

    private void CheckKeys(MappingFields fields, FaultKind kind, string name)
    {
        var taken = FaultKeys.Of(kind);
        foreach (var key in FaultKeys.All)
        {
            if (key != FaultKeys.Kind && key != FaultKeys.Name && !FaultKeys.Choice.Contains(key) && !taken.Contains(key) && fields.Find(key) is { } node)
            {
                Report(
                    node,
                    $"the fault '{name}' takes no '{key.Name}'",
                    taken.Count == 0 ? "nothing but when it happens" : $"one of {string.Join(", ", taken.Select(one => one.Name))}, or leave it out"
                );
            }
        }
    }

    private int? ReadStatus(ConfigurationNode? node, FaultKind kind) =>
        kind switch
        {
            FaultKind.Redirect => (int?)reader.Whole(node, 300, 399, "a status", "the status of a redirect, 300 to 399"),
            FaultKind.Empty => (int?)reader.Whole(node, 200, 599, "a status", "an HTTP status from 200 to 599"),
            _ => (int?)reader.Whole(node, 400, 599, "a status", "the status of an error, 400 to 599"),
        };

    private Fault ReadPlace(Fault fault, ConfigurationNode? node)
    {
        if (node is not ConfigurationScalar { Text: var written })
        {
            if (node is not null)
            {
                reader.Reject(node, "is no place in an answer", "so many deltas (3), bytes (\"200 bytes\") or a time (\"500ms\")");
            }

            return fault;
        }

        var text = written.Trim();
        if (int.TryParse(text, System.Globalization.NumberStyles.None, null, out var deltas))
        {
            return fault with { AfterDeltas = deltas };
        }

        var isPlaced = fault.Kind is FaultKind.Cut or FaultKind.Stall;
        if (isPlaced && DurationText.TryParseMilliseconds(text) is { } milliseconds and >= 0 and <= 86_400_000)
        {
            return fault with { AfterTime = TimeSpan.FromMilliseconds(milliseconds) };
        }

        var size = text.EndsWith("bytes", StringComparison.OrdinalIgnoreCase) ? text[..^4] : text;
        if (isPlaced && ByteSizeText.TryParse(size) is { } bytes && bytes >= 0 && bytes <= long.MaxValue)
        {
            return fault with { AfterBytes = (long)bytes };
        }

        var others = isPlaced ? ", bytes (\"200 bytes\") or a time (\"500ms\")" : ", as in 3";
        reader.Reject(node, "is no place in an answer", $"a number of deltas{others}");
        return fault;
    }

    private FaultChoice? ReadChoice(MappingFields fields)
    {
        var choice = new FaultChoice
        {
            Rate = reader.Number(fields.Find(FaultKeys.Rate), 0, 1, "a rate", "a number from 0 for never to 1 for always"),
            First = Count(fields, FaultKeys.First),
            Every = Count(fields, FaultKeys.Every),
            Times = Count(fields, FaultKeys.Times),
            From = Time(fields, FaultKeys.From, 1000),
            To = Time(fields, FaultKeys.To, 1000),
            BurstEvery = Time(fields, FaultKeys.BurstEvery, 1000),
            BurstFor = Time(fields, FaultKeys.BurstFor, 1000),
            Models = ReadModels(fields.Find(FaultKeys.Models)),
        };
        choice = ReadBudget(choice, fields.Find(FaultKeys.Budget));
        if (choice.BurstEvery is null != choice.BurstFor is null)
        {
            Report((fields.Find(FaultKeys.BurstEvery) ?? fields.Find(FaultKeys.BurstFor))!, "a burst has a beginning and a length", "burst-every and burst-for");
        }

        if (choice.BurstEvery <= TimeSpan.Zero)
        {
            Report(fields.Find(FaultKeys.BurstEvery)!, "bursts cannot begin all the time", "a time greater than 0");
        }

        return choice.Models.Count == 0 && choice with { Models = s_none } == s_always ? null : choice;
    }

    private FaultChoice ReadBudget(FaultChoice choice, ConfigurationNode? node)
    {
        if (node is not ConfigurationScalar { Text: var text })
        {
            return choice;
        }

        if (
            text.Split(" of ", StringSplitOptions.TrimEntries) is [var some, var all]
            && int.TryParse(some, out var budget)
            && int.TryParse(all, out var among)
            && budget >= 1
            && among >= budget
            && among <= 100_000
        )
        {
            return choice with { Budget = budget, Among = among };
        }

        reader.Reject(node, "is not a budget", "so many of the next so many requests, as in \"3 of 100\"; 100000 at most");
        return choice;
    }

    private string[] ReadModels(ConfigurationNode? node)
    {
        if (node is ConfigurationScalar)
        {
            return reader.Text(node, "a model's id") is { } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        }

        return [.. (reader.Items(node, "a list of model ids") ?? []).Select(item => reader.Text(item, "a model's id")).OfType<string>()];
    }

    private int? Count(MappingFields fields, ConfigurationKey key) =>
        (int?)reader.Whole(fields.Find(key), 1, int.MaxValue, "a number of requests", "a whole number from 1");

    private TimeSpan? Time(MappingFields fields, ConfigurationKey key, double unitMilliseconds) =>
        reader.Duration(
            fields.Find(key),
            unitMilliseconds,
            "a time",
            unitMilliseconds == 1 ? "milliseconds, or a duration such as 2s" : "seconds, or a duration such as 250ms"
        );

    private void Report(ConfigurationNode node, string sentence, string expected) =>
        problems.Add(new ConfigurationProblem(node.Location, node.Path, sentence) { Expected = expected });
}
