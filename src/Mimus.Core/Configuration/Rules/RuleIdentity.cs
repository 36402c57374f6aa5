using System.Globalization;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration.Rules;

/// <summary>
/// Names the counters of rules by what stands in the rules, templates included. So a rule that a reload finds unchanged goes on counting, wherever
/// in its file it has moved to, and one that was changed begins anew.
/// </summary>
internal sealed class RuleIdentity(TemplateTable templates)
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<ConfigurationNode, ulong> _templates = [];

    /// <summary>The name of a rule's counters.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="name">The name that its author gave it; null for none.</param>
    public string Of(ConfigurationNode rule, string? name)
    {
        var identity = string.Create(CultureInfo.InvariantCulture, $"{name}#{Add(Basis, rule):x16}");
        var count = _taken[identity] = _taken.GetValueOrDefault(identity) + 1;
        return count == 1 ? identity : string.Create(CultureInfo.InvariantCulture, $"{identity}#{count}");
    }

    // FNV-1a over the values, each with a mark of its kind; positions and spelling of the syntax are left out.
    private ulong Add(ulong hash, ConfigurationNode node)
    {
        switch (node)
        {
            case ConfigurationMapping mapping:
                hash = Add(hash, "{");
                foreach (var entry in mapping.Entries)
                {
                    hash = Add(Add(hash, entry.Key), entry.Value);
                }

                return Add(hash, "}");
            case ConfigurationList list:
                hash = Add(hash, "[");
                foreach (var item in list.Items)
                {
                    hash = Add(hash, item);
                }

                return Add(hash, "]");
            case ConfigurationScalar scalar:
                hash = Add(Add(hash, scalar.Kind == ScalarKind.String ? "'" : "="), scalar.Text);
                return templates.Find(scalar.Text) is { } template ? AddTemplate(hash, template) : hash;
            default:
                return hash;
        }
    }

    private ulong AddTemplate(ulong hash, ConfigurationNode template)
    {
        if (!_templates.TryGetValue(template, out var own))
        {
            // A template that refers to itself is a mistake, which its reader reports.
            _templates[template] = 0;
            _templates[template] = own = Add(Basis, template);
        }

        return (hash ^ own) * Prime;
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var character in text)
        {
            hash = (hash ^ character) * Prime;
        }

        // No text holds this, so that two texts differ from one.
        return (hash ^ 0x1FFFF) * Prime;
    }
}
