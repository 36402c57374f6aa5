using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Finds rules that hide later ones, without comparing each with each: thousands of rules are checked in no time.</summary>
internal sealed class ShadowIndex
{
    private readonly IReadOnlyList<RuleOrigin> _rules;
    private readonly Dictionary<RuleField, GramIndex> _literals = [];
    private readonly Dictionary<string, int> _others = new(StringComparer.Ordinal);

    /// <summary>Files the rules that can hide others under one of their conditions.</summary>
    public ShadowIndex(IReadOnlyList<RuleOrigin> rules)
    {
        _rules = rules;
        var literals = new Dictionary<RuleField, List<(string, int)>>();
        for (var index = 0; index < rules.Count; index++)
        {
            if (!IsEndless(rules[index].Rule) || rules[index].Rule.Conditions.Count == 0)
            {
                continue;
            }

            if (rules[index].Rule.Conditions.OfType<TextCondition>().FirstOrDefault(HasLiteral) is { } text)
            {
                if (!literals.TryGetValue(text.Field, out var file))
                {
                    literals[text.Field] = file = [];
                }

                file.Add((text.Pattern.RequiredLiteral!, index));
            }
            else if (rules[index].Rule.Conditions.Count == 1)
            {
                _others.TryAdd(RuleImplication.KeyOf(rules[index].Rule.Conditions[0]), index);
            }
            else
            {
                _others.TryAdd(KeyOf(rules[index].Rule), index);
            }
        }

        foreach (var (field, file) in literals)
        {
            _literals[field] = new GramIndex(file);
        }
    }

    /// <summary>
    /// True where a rule answers every request that it matches, for ever. One that calls tools passes when their results come back, so it
    /// hides nothing.
    /// </summary>
    public static bool IsEndless(Rule rule) => rule.Limit is null && !rule.Replies.Any(reply => reply.Parts.Any(part => part is ToolCallTemplate));

    /// <summary>The first rule that takes all requests of the rule at this place; null where there is none.</summary>
    public RuleOrigin? FindShadow(int index)
    {
        var rule = _rules[index].Rule;
        var found = new List<int>();
        foreach (var condition in rule.Conditions)
        {
            if (condition is TextCondition text && _literals.TryGetValue(text.Field, out var literals))
            {
                literals.Find(text.Pattern is OneOfPattern oneOf ? oneOf.Texts[0] : text.Pattern.RequiredLiteral, found);
            }

            AddOther(RuleImplication.KeyOf(condition));
        }

        AddOther(KeyOf(rule));
        found.Sort();
        foreach (var earlier in found)
        {
            if (earlier >= index)
            {
                break;
            }

            if (RuleImplication.Implies(rule, _rules[earlier].Rule))
            {
                return _rules[earlier];
            }
        }

        return null;

        void AddOther(string key)
        {
            if (_others.TryGetValue(key, out var other))
            {
                found.Add(other);
            }
        }
    }

    private static bool HasLiteral(TextCondition condition) => condition.Pattern is ContainsPattern or ExactPattern && condition.Pattern.RequiredLiteral is { Length: > 0 };

    private static string KeyOf(Rule rule) => string.Join('\n', rule.Conditions.Select(RuleImplication.KeyOf).Order(StringComparer.Ordinal));
}
