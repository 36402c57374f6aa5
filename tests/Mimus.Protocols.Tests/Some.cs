using System.Text;
using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Model;

namespace Mimus.Protocols.Tests;

/// <summary>Builds what tests need and do not care about.</summary>
internal static class Some
{
    /// <summary>The time at which all of the tests' answers are made.</summary>
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>A request as bytes.</summary>
    public static WireRequest Wire(
        string body,
        Operation operation = Operation.Generate,
        ValidationLevel validation = ValidationLevel.Structure,
        string path = "/",
        string query = "",
        string routeValue = "",
        params (string Name, string Value)[] headers
    ) =>
        new()
        {
            Operation = operation,
            Path = path,
            Query = query,
            RouteValue = routeValue,
            Headers = new RequestHeaders([.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]),
            Body = Encoding.UTF8.GetBytes(body),
            Validation = validation,
        };

    /// <summary>What a writer needs; the same seed gives the same ids.</summary>
    public static ReplyContext Context(MockRequest request, ulong seed = 1) => new(request, new SeededRandom(seed), Time);

    /// <summary>A text with halves of pairs, which attributes cannot hold: <c>&lt;</c> is the first half of 👋, <c>&gt;</c> the second.</summary>
    public static string Halves(string text) => text.Replace('<', '\ud83d').Replace('>', '\udc4b');
}
