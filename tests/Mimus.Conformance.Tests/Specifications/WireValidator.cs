using System.Text.Json;
using Xunit;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>Judges whole answers, streams and errors by the vendors' specifications and by the rules of their streams.</summary>
internal sealed class WireValidator
{
    private static readonly Lazy<WireValidator> OfToday =
        new(() => new WireValidator(SpecificationDocument.OpenAi, SpecificationDocument.Anthropic));

    private readonly SpecificationDocument _openAi;
    private readonly SpecificationDocument _anthropic;

    public WireValidator(SpecificationDocument openAi, SpecificationDocument anthropic)
    {
        _openAi = openAi;
        _anthropic = anthropic;
    }

    /// <summary>Holds a server to what the vendors send today.</summary>
    public static WireValidator Today => OfToday.Value;

    /// <summary>Fails the running test with every problem of the answer; skips it when the specifications are not here.</summary>
    public static void AssertValid(WireReply reply)
    {
        SharedFolder.SkipTestIfMissing();
        var problems = Today.Validate(reply);
        if (problems.Count == 0) return;

        var list = string.Join("\n  ", problems);
        Assert.Fail($"{reply.Route} answered {reply.Status} against the specification:\n  {list}\n{reply.Body}");
    }

    /// <inheritdoc cref="AssertValid(WireReply)"/>
    public static async Task AssertValidAsync(HttpResponseMessage response) =>
        AssertValid(await WireReply.ReadAsync(response, TestContext.Current.CancellationToken));

    /// <summary>What is wrong with the answer, one readable line each; empty when it is valid.</summary>
    public IReadOnlyList<string> Validate(WireReply reply)
    {
        var specification = reply.Anthropic ? _anthropic : _openAi;
        // Errors are the same everywhere, also where there is no route.
        if (reply is { Status: >= 400, MediaType: "application/json" }) return Whole(specification, "ErrorResponse", reply.Body);

        var route = WireRoute.Find(reply.Route, reply.Anthropic);
        return reply.MediaType switch
        {
            "text/event-stream" when reply.Status >= 400 => ["An error answer is JSON, not a stream."],
            "text/event-stream" when route.StreamSchema is null => [$"'{reply.Route}' never answers with a stream."],
            "text/event-stream" => Stream(specification, route, reply.Body),
            "application/json" => Whole(specification, route.Schema, reply.Body),
            var other => [$"The content type is '{other}', not application/json or text/event-stream."],
        };
    }

    private static IReadOnlyList<string> Whole(SpecificationDocument specification, string schema, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return specification.Validate(schema, document.RootElement);
        }
        catch (JsonException exception)
        {
            return [$"The body is not JSON: {exception.Message}"];
        }
    }

    private static List<string> Stream(SpecificationDocument specification, WireRoute route, string body)
    {
        var problems = new List<string>();
        var events = ServerSentEvent.ReadAll(body, problems);
        if (events.Count == 0) problems.Add("The stream has no event.");
        foreach (var item in events.Where(item => !item.IsDone))
        {
            problems.AddRange(Event(specification, route, item).Select(problem => $"{item.Label} {problem}"));
        }

        // Events that are not sound in themselves would only lead to further complaints.
        if (problems.Count > 0) return problems;

        problems.AddRange(route.Stream switch
        {
            StreamKind.Chat or StreamKind.Completions => ChatStreamRules.Problems(events),
            StreamKind.Responses => ResponsesStreamRules.Problems(events),
            StreamKind.Messages => MessagesStreamRules.Problems(events),
            _ => [],
        });
        return problems;
    }

    private static IReadOnlyList<string> Event(SpecificationDocument specification, WireRoute route, ServerSentEvent item)
    {
        if (item.Json is not { } json) return [$"is not a JSON object: {item.Data}"];
        var isError = route.Stream switch
        {
            StreamKind.Chat or StreamKind.Completions => json.ContainsKey("error"),
            StreamKind.Messages => item.Type == "error",
            _ => false,
        };
        if (!isError) return specification.Validate(route.StreamSchema!, json);
        if (route.Stream != StreamKind.Messages) return specification.Validate("ErrorResponse", json);

        // Anthropic's error event is the error body without the request's id.
        var error = json.DeepClone().AsObject();
        error.TryAdd("request_id", null);
        return specification.Validate("ErrorResponse", error);
    }
}
