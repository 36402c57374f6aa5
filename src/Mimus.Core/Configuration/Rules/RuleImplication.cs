using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Whether a rule matches only what another matches too, as far as that is certain.</summary>
internal static class RuleImplication
{
    /// <summary>True where whatever <paramref name="narrow"/> matches is matched by <paramref name="wide"/> too.</summary>
    public static bool Implies(Rule narrow, Rule wide)
    {
        foreach (var demand in wide.Conditions)
        {
            if (!narrow.Conditions.Any(condition => Implies(condition, demand)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What makes two conditions the same.</summary>
    public static string KeyOf(RuleCondition condition) => $"{condition.Key} {condition.Wanted}";

    private static bool Implies(RuleCondition narrow, RuleCondition wide) =>
        KeyOf(narrow) == KeyOf(wide)
        || (narrow is TextCondition left && wide is TextCondition right && left.Field == right.Field && Implies(left.Pattern, right.Pattern));

    private static bool Implies(TextPattern narrow, TextPattern wide) =>
        narrow switch
        {
            ExactPattern { IgnoreCase: false } exact => wide.IsMatch(exact.Text),
            OneOfPattern oneOf => oneOf.Texts.All(wide.IsMatch),
            _ => wide is ContainsPattern && narrow.RequiredLiteral is { } literal && wide.IsMatch(literal),
        };
}
