using System.Text;
using System.Text.Json;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Conformance.Tests.Specifications;
using Mimus.Core.Configuration;
using Xunit;

namespace Mimus.Conformance.Tests.Fuzzing;

/// <summary>
/// Throws mutated requests at every route. The seeds are fixed, so a failure comes again; its report holds the request to make a test of.
/// </summary>
public sealed class FuzzTests
{
    private const int Requests = 1000;

    [Theory]
    [InlineData(ValidationLevel.Off, 1)]
    [InlineData(ValidationLevel.Structure, 2)]
    [InlineData(ValidationLevel.Exact, 3)]
    public async Task MutatedRequests_AtEveryLevel_AreAnsweredOrRefused(ValidationLevel level, int seed)
    {
        await using var server = await ServerFixture.StartAsync(MockConfiguration.Default with { Validation = level });
        var mutator = new RequestMutator(seed);
        var failures = new List<string>();
        for (var number = 0; number < Requests; number++)
        {
            var (request, body, isAnthropic) = mutator.Next();
            if (await ProblemOf(server, request, isAnthropic, level) is { } problem)
            {
                failures.Add($"#{number} {request.Method} {request.RequestUri} {Describe(request)}\n{Encoding.UTF8.GetString(body)}\n  {problem}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {Requests}:\n{string.Join("\n\n", failures.Take(10))}");
        Assert.Equal(Requests, server.Server.Journal.Entries.Count + server.Server.Journal.DroppedCount);
        foreach (var format in FormatAdapters.All)
        {
            Assert.Equal("Alive", (await server.AskAsync(format, Prompt.Of("Alive"), isStreamed: true)).Text);
        }
    }

    private static async Task<string?> ProblemOf(ServerFixture server, HttpRequestMessage request, bool isAnthropic, ValidationLevel level)
    {
        try
        {
            var (_, reply) = await server.SendAsync(request, isAnthropic, isJudged: false);
            if (reply.Status >= 500) return $"answered {reply.Status}: {reply.Body}";
            if (reply.Status is not (200 or (>= 400 and < 500))) return $"answered {reply.Status}";

            // Without validation, an answer says back whatever it was asked with.
            if (reply.Status == 200 && level == ValidationLevel.Off) return ProblemOfForm(reply);
            if (!SharedFolder.IsAvailable) return null;
            var problems = WireValidator.Today.Validate(reply);
            return problems.Count == 0 ? null : $"answered {reply.Status}: {string.Join("; ", problems)}\n  {reply.Body}";
        }
        catch (HttpRequestException exception)
        {
            return $"broke the connection: {exception.Message}";
        }
    }

    private static string? ProblemOfForm(WireReply reply)
    {
        var problems = new List<string>();
        var events = reply.MediaType == "text/event-stream" ? ServerSentEvent.ReadAll(reply.Body, problems).Select(item => item.Data) : [reply.Body];
        foreach (var text in events.Where(text => text != ServerSentEvent.DoneMarker))
        {
            try
            {
                using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1000 });
            }
            catch (JsonException exception)
            {
                problems.Add($"{exception.Message}: {text}");
            }
        }

        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    private static string Describe(HttpRequestMessage request) => string.Join(
        ", ",
        request.Headers.Concat(request.Content!.Headers)
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            .Select(line => line.Length > 100 ? line[..100] + "…" : line));
}
