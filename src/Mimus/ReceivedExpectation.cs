using System.Runtime.CompilerServices;
using Mimus.Core.Rules;

namespace Mimus;

/// <summary>An expectation of the requests received; nothing is checked until it is said of which.</summary>
public sealed class ReceivedExpectation
{
    private readonly int _count;
    private readonly ReceivedReport _received;

    internal ReceivedExpectation(int count, ReceivedReport received)
    {
        _count = count;
        _received = received;
    }

    /// <summary>Expects the number of all requests, and returns them.</summary>
    /// <exception cref="MockExpectationException">There were more or fewer; the message lists what arrived.</exception>
    public IReadOnlyList<ReceivedRequest> InAll() => Check(_received.Requests, "in all");

    /// <summary>Expects the number of requests of which the function says yes, and returns them.</summary>
    /// <param name="predicate">The function.</param>
    /// <param name="description">What it asks, for the message; its source by default.</param>
    /// <exception cref="MockExpectationException">There were more or fewer; the message lists what arrived.</exception>
    public IReadOnlyList<ReceivedRequest> Matching(
        Func<ReceivedRequest, bool> predicate,
        [CallerArgumentExpression(nameof(predicate))] string description = "a function"
    )
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Check([.. _received.Requests.Where(predicate)], $"matching {description}");
    }

    /// <summary>Expects the number of requests that are as the builder says, and returns them.</summary>
    /// <exception cref="MockExpectationException">There were more or fewer; the message lists what arrived, and names the nearest miss.</exception>
    public IReadOnlyList<ReceivedRequest> Matching(Func<MatchBuilder, MatchBuilder> match)
    {
        var conditions = MatchBuilder.ConditionsOf(match);
        var which = string.Join(" and ", conditions.Select(condition => $"{condition.Key} {condition.Wanted}"));
        return Check(
            [.. _received.Requests.Where(request => FailedOf(request, conditions).Count == 0)],
            $"where {which}",
            () => Nearest(conditions)
        );
    }

    /// <summary>Expects the number of requests whose last user text is this, letter by letter, and returns them.</summary>
    /// <exception cref="MockExpectationException">There were more or fewer; the message lists what arrived.</exception>
    public IReadOnlyList<ReceivedRequest> WithMessage(string text) =>
        Check([.. _received.Requests.Where(request => request.LastMessage == text)], $"with the message '{text}'");

    private static List<RuleCondition> FailedOf(ReceivedRequest received, IReadOnlyList<RuleCondition> conditions)
    {
        if (received.Request is not { } request)
        {
            return [.. conditions];
        }

        var subject = new RuleSubject(request);
        return [.. conditions.Where(condition => !condition.Holds(subject))];
    }

    private IReadOnlyList<ReceivedRequest> Check(IReadOnlyList<ReceivedRequest> found, string which, Func<string?>? nearest = null) =>
        found.Count == _count
            ? found
            : throw new MockExpectationException(
                ExpectationReport.OfRequests(_count, found.Count, which, found.Count < _count ? nearest?.Invoke() : null, _received)
            );

    private string? Nearest(IReadOnlyList<RuleCondition> conditions)
    {
        var misses = _received.Requests.Select((received, index) => (received.Request, Number: index + 1, Failed: FailedOf(received, conditions)));
        var nearest = misses.Where(miss => miss.Request is not null && miss.Failed.Count > 0).MinBy(miss => miss.Failed.Count);
        return nearest.Request is { } request && nearest.Failed is [var failed, ..]
            ? $"Nearest: number {nearest.Number} failed on {failed.Key}: wanted {failed.Wanted}, got {failed.Got(new RuleSubject(request))}."
            : null;
    }
}
