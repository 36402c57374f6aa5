using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>What a body says that may hold, beside its own keys, <c>enabled</c>: the switch of all that its route controls.</summary>
/// <param name="IsEnabled">What the switch is to be; null where nothing is said of it.</param>
/// <param name="Said">What the other keys say; null where there are none.</param>
internal sealed record SwitchedBody<T>(bool? IsEnabled, T? Said)
    where T : class
{
    private static readonly ConfigurationKey s_enabled = new("enabled");

    /// <summary>Reads a body.</summary>
    /// <param name="node">The body.</param>
    /// <param name="reader">Reads plain values.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="read">Reads what the other keys say, or a body that is no object.</param>
    /// <param name="expected">What a body can say, for whoever sends an empty one.</param>
    public static SwitchedBody<T>? Read(
        ConfigurationNode node,
        NodeReader reader,
        ConfigurationProblems problems,
        Func<ConfigurationNode, T?> read,
        string expected
    )
    {
        if (node is not ConfigurationMapping mapping)
        {
            return read(node) is { } whole ? new SwitchedBody<T>(null, whole) : null;
        }

        var rest = mapping.Entries.Where(entry => !s_enabled.IsWrittenAs(entry.Key)).ToList();
        var enabled = mapping.Entries.FirstOrDefault(entry => s_enabled.IsWrittenAs(entry.Key))?.Value;
        if (mapping.Entries.Count == 0)
        {
            problems.Add(new ConfigurationProblem(node.Location, "", "the body says nothing to do") { Expected = expected });
        }

        var said = rest.Count == 0 ? null : read(new ConfigurationMapping(mapping.Location, mapping.Path, rest));
        return new SwitchedBody<T>(reader.Flag(enabled), said);
    }
}
