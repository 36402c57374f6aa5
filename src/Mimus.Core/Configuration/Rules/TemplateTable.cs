using Mimus.Core.Configuration.Documents;
using Mimus.Core.Rules;
using Mimus.Core.Text;

namespace Mimus.Core.Configuration.Rules;

/// <summary>The templates of all files by their names; each is read when something first refers to it.</summary>
internal sealed class TemplateTable(ConfigurationProblems problems)
{
    private readonly Dictionary<string, ConfigurationEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleReply?> _replies = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    /// <summary>True where a text is a reference: a dollar and a name, with a dollar behind it or not.</summary>
    public static bool IsReference(string text) => text.Length > 1 && text[0] == '$' && IsName(NameOf(text));

    /// <summary>Adds the templates of a file.</summary>
    public void Add(ConfigurationMapping templates)
    {
        foreach (var entry in templates.Entries)
        {
            if (!IsName(entry.Key))
            {
                problems.Add(
                    new ConfigurationProblem(entry.KeyLocation, entry.Value.Path, $"{Quotation.Of(entry.Key)} cannot be a template's name")
                    {
                        Value = entry.Key,
                        Expected = "letters, digits, '_', '-' and '.' only",
                    }
                );
            }
            else if (!_entries.TryAdd(entry.Key, entry))
            {
                problems.Add(
                    new ConfigurationProblem(
                        entry.KeyLocation,
                        entry.Value.Path,
                        $"the template {Quotation.Of(entry.Key)} is there already at {_entries[entry.Key].KeyLocation}"
                    )
                    {
                        Value = entry.Key,
                        Expected = "each name once",
                    }
                );
            }
        }
    }

    /// <summary>The node of the template that a text refers to; null where the text is no reference, or to nothing.</summary>
    public ConfigurationNode? Find(string text) => IsReference(text) && _entries.TryGetValue(NameOf(text), out var entry) ? entry.Value : null;

    /// <summary>The template that a text refers to; null where there is none or it is wrong, which is reported.</summary>
    public RuleReply? Resolve(ConfigurationNode node, string reference, ReplyReader reader)
    {
        var name = NameOf(reference);
        if (!_entries.TryGetValue(name, out var entry))
        {
            var nearest = NearestName.Find(name, _entries.Keys);
            problems.Add(
                new ConfigurationProblem(node.Location, node.Path, $"{Quotation.Of(reference)} refers to a template that is not there")
                {
                    Value = reference,
                    Suggestion = nearest is null ? null : "$" + nearest,
                    Expected = $"the name of a template, or {Quotation.Of("\\" + reference)} for the text itself",
                }
            );
            return null;
        }

        if (_open.Contains(name))
        {
            var way = _open.SkipWhile(open => open != name).Append(name).Select(open => $"'{open}'");
            problems.Add(
                new ConfigurationProblem(node.Location, node.Path, $"the template '{name}' refers to itself: {string.Join(" → ", way)}")
                {
                    Value = reference,
                    Expected = "a reply there",
                }
            );
            return null;
        }

        return Read(name, entry, reader);
    }

    /// <summary>Reads the templates that nothing refers to, and warns of them.</summary>
    public void ReadUnused(ReplyReader reader)
    {
        foreach (var (name, entry) in _entries.Where(entry => !_replies.ContainsKey(entry.Key)).ToList())
        {
            problems.Warn(
                new ConfigurationProblem(entry.KeyLocation, entry.Value.Path, $"no rule refers to the template '{name}'")
                {
                    Value = name,
                    Expected = $"'${name}' as the reply of a rule, or remove the template",
                }
            );
            Read(name, entry, reader);
        }
    }

    private RuleReply? Read(string name, ConfigurationEntry entry, ReplyReader reader)
    {
        if (!_replies.TryGetValue(name, out var reply))
        {
            _open.Add(name);
            reply = reader.Read(entry.Value);
            _open.RemoveAt(_open.Count - 1);
            _replies[name] = reply;
        }

        return reply;
    }

    private static string NameOf(string reference) => reference.Length > 2 && reference[^1] == '$' ? reference[1..^1] : reference[1..];

    private static bool IsName(string text)
    {
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
