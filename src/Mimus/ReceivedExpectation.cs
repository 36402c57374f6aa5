using System.Runtime.CompilerServices;
using System.Text;

namespace Mimus;

/// <summary>An expectation of the requests received; nothing is checked until it is said of which.</summary>
public sealed class ReceivedExpectation
{
    private const int MaximumShown = 20;

    private readonly int _count;
    private readonly List<ReceivedRequest> _requests;

    internal ReceivedExpectation(int count, List<ReceivedRequest> requests)
    {
        _count = count;
        _requests = requests;
    }

    /// <summary>Expects the number of all requests.</summary>
    /// <exception cref="ReceivedRequestsException">There were more or fewer.</exception>
    public void InAll() => Check(_requests.Count, "in all");

    /// <summary>Expects the number of requests of which the function says yes.</summary>
    /// <exception cref="ReceivedRequestsException">There were more or fewer; the message lists what arrived.</exception>
    public void Matching(Func<ReceivedRequest, bool> predicate, [CallerArgumentExpression(nameof(predicate))] string expression = "") =>
        Check(_requests.Count(predicate), $"matching {expression}");

    /// <summary>Expects the number of requests whose last user text is this.</summary>
    /// <exception cref="ReceivedRequestsException">There were more or fewer; the message lists what arrived.</exception>
    public void WithMessage(string text) => Check(_requests.Count(request => request.LastMessage == text), $"with the message '{text}'");

    private void Check(int actual, string which)
    {
        if (actual == _count)
        {
            return;
        }

        var message = new StringBuilder($"Expected {Requests(_count)} {which}, but there {(actual == 1 ? "was" : "were")} {actual}. ");
        message.Append(_requests.Count == 0 ? "Nothing was received." : $"Received {(_requests.Count == 1 ? "was" : "were")}:");
        for (var index = 0; index < Math.Min(_requests.Count, MaximumShown); index++)
        {
            message.Append($"\n  {index + 1}. {_requests[index]}");
        }

        if (_requests.Count > MaximumShown)
        {
            message.Append($"\n  … and {_requests.Count - MaximumShown} more");
        }

        throw new ReceivedRequestsException(message.ToString());
    }

    private static string Requests(int count) => count == 1 ? "1 request" : $"{count} requests";
}
