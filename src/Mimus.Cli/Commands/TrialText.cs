using System.Globalization;
using Mimus.Core.Latency;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Strategies;

namespace Mimus.Cli.Commands;

/// <summary>Says in words how a request was answered and why.</summary>
internal sealed class TrialText(Trial trial, Coloring colors)
{
    private readonly RuleSubject _subject = new(trial.Exchange.Request);

    /// <summary>The answer, and below it the rules that did not give it: those that match first, then the nearest.</summary>
    public string Describe(int maximumMisses)
    {
        var others = trial.Verdicts.Where(verdict => verdict.Rule.Name != trial.Exchange.MatchedRule).ToList();
        var misses = others.Where(verdict => !verdict.Matches).OrderBy(verdict => verdict.Failed.Count).ThenByDescending(verdict => verdict.Held).ToList();
        var lines = new List<string> { Headline() };
        lines.AddRange(Answer().Select(line => $"  {line.Name,-10} {line.Text.ReplaceLineEndings("\n             ")}"));
        lines.AddRange(Rules());
        if (others.Count > 0)
        {
            lines.Add("");
            lines.Add(trial.Exchange.MatchedRule is null ? "Why no rule answers:" : "Why no other rule answers:");
            lines.AddRange(others.Where(verdict => verdict.Matches).Select(verdict => Line(verdict, "matches too, but comes later")));
            lines.AddRange(misses.Take(maximumMisses).Select(verdict => Line(verdict, string.Join("; ", verdict.Failed.Select(Why)))));
        }

        if (misses.Count > maximumMisses)
        {
            lines.Add($"  … and {Counted.Of(misses.Count - maximumMisses, "rule", "rules")} more; --all shows them.");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private string Headline()
    {
        if (trial.Exchange.MatchedRule is { } rule)
        {
            return $"The rule '{colors.Green(rule)}' answers.";
        }

        return trial.Exchange.AnsweredBy switch
        {
            nameof(FallbackStrategy) => $"{colors.Yellow("No rule matches")}; the fallback answers.",
            nameof(UnmatchedStrategy) => $"{colors.Red("No rule matches")}; on a strict server that is an error.",
            { } strategy => $"{colors.Yellow("No rule answers")}; {strategy} does.",
            null => $"{colors.Red("No rule is asked")}; the request is refused before.",
        };
    }

    // Of a rule that answers: what comes after this answer.
    private IEnumerable<string> Rules()
    {
        if (trial.Verdicts.FirstOrDefault(verdict => verdict.Rule.Name == trial.Exchange.MatchedRule)?.Rule is not { } rule)
        {
            yield break;
        }

        if (rule.Replies.Count > 1)
        {
            var end = rule.Then switch
            {
                SequenceEnd.Loop => "they begin anew",
                SequenceEnd.Fallthrough => "the rule matches no more",
                _ => "the last is repeated",
            };
            yield return $"  {"sequence",-10} the first of {rule.Replies.Count} replies; then {end}";
        }

        if (rule.Times is { } times)
        {
            yield return $"  {"times",-10} {times}; then the rule is used up";
        }
    }

    private IEnumerable<(string Name, string Text)> Answer()
    {
        switch (trial.Reply)
        {
            case GeneratedReply generated:
                foreach (var part in generated.Parts)
                {
                    yield return Part(part);
                }

                if (generated.Delivery is { } delivery)
                {
                    yield return ("pace", PaceText.Of(delivery));
                }

                break;
            case ErrorReply error:
                yield return ("error", string.Create(CultureInfo.InvariantCulture, $"{error.Status} {error.Message}"));
                break;
        }
    }

    private static (string Name, string Text) Part(ReplyPart part) =>
        part switch
        {
            ReplyText text => ("text", text.Text),
            ReplyReasoning reasoning => ("reasoning", reasoning.Text),
            ReplyToolCall call => ("tool call", $"{call.Name} {call.Arguments}"),
            ReplyRefusal refusal => ("refusal", refusal.Text),
            _ => ("part", part.Content),
        };

    private string Line(RuleVerdict verdict, string why) => $"  {verdict.Rule.Name}  {colors.Gray(why)}";

    private string Why(RuleCondition condition) => $"{condition.Key}: wanted {condition.Wanted}, got {condition.Got(_subject)}";
}
