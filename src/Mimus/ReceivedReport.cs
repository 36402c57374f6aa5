using System.Text;
using Mimus.Core.Rules;

namespace Mimus;

/// <summary>The requests received at one moment, and what the rules made of them.</summary>
internal sealed record ReceivedReport(IReadOnlyList<ReceivedRequest> Requests, RuleBook Rules)
{
    private const int MaximumShown = 20;

    /// <summary>A list for people, a line or two a request.</summary>
    public override string ToString()
    {
        if (Requests.Count == 0)
        {
            return "Nothing was received.";
        }

        var text = new StringBuilder(Requests.Count == 1 ? "Received was:" : "Received were:");
        for (var index = 0; index < Math.Min(Requests.Count, MaximumShown); index++)
        {
            text.Append($"\n  {index + 1}. {Requests[index]}\n     {FateOf(Requests[index])}");
        }

        return (Requests.Count > MaximumShown ? text.Append($"\n  … and {Requests.Count - MaximumShown} more") : text).ToString();
    }

    private string FateOf(ReceivedRequest received)
    {
        if (received.Rule is { } rule)
        {
            return $"Answered by '{rule}'.";
        }

        if (received.Request is not { } request)
        {
            return "Turned away before the rules were asked: it could not be read.";
        }

        if (received.Strategy is null)
        {
            return "No rule was asked: it was turned away before, or asked for no model's answer.";
        }

        try
        {
            return RuleExplanation.Describe(Rules, request);
        }
        catch (RuleFailedException exception)
        {
            return exception.Message;
        }
    }
}
