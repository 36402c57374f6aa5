using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Mimus.AspNetCore;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Conformance.Tests.Specifications;
using Mimus.Core.Configuration;
using Mimus.Core.Strategies;
using Xunit;

[assembly: AssemblyFixture(typeof(ServerFixture))]

namespace Mimus.Conformance.Tests.Servers;

/// <summary>
/// A real server on a free port of the loopback address. One with the default configuration serves all tests that need no other;
/// <see cref="StartAsync(MockConfiguration)"/> makes one of its own. Every answer that comes through here is held to the vendor's specification.
/// </summary>
public sealed class ServerFixture : IAsyncLifetime
{
    /// <summary>The default configuration with the prepared replies in front.</summary>
    internal static MockConfiguration Scripted { get; } =
        MockConfiguration.Default with { Strategies = [new ScriptedStrategy(), .. StrategyCatalog.Default] };

    private MimusServerOptions _options = new() { Configuration = Scripted };

    public MimusServer Server { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public string Url => Server.Url;

    internal static Task<ServerFixture> StartAsync(MockConfiguration configuration) =>
        StartAsync(new MimusServerOptions { Configuration = configuration });

    internal static async Task<ServerFixture> StartAsync(MimusServerOptions options)
    {
        var fixture = new ServerFixture { _options = options };
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync()
    {
        Server = await MimusServer.StartAsync(_options);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(Server.Url),
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Asks in a format, and reads the answer as its clients do.</summary>
    internal Task<Answer> AskAsync(FormatAdapter format, Prompt prompt, bool isStreamed) =>
        AskAsync(format, format.Write(prompt, isStreamed).ToJsonString());

    /// <summary>Asks with any body.</summary>
    internal Task<Answer> AskAsync(FormatAdapter format, string body, bool isJudged = true) =>
        AskAsync(format, format.Request(FormatAdapter.Json(body)), isJudged);

    /// <summary>Asks with any request of the format's.</summary>
    internal async Task<Answer> AskAsync(FormatAdapter format, HttpRequestMessage request, bool isJudged = true)
    {
        var (response, reply) = await SendAsync(request, format.IsAnthropic, isJudged);
        var answer = new Answer(response, reply);
        if (reply.Status >= 400)
        {
            answer.Error = AnswerError.Read(JsonNode.Parse(reply.Body)!.AsObject());
        }
        else if (reply.MediaType == "text/event-stream")
        {
            foreach (var item in ServerSentEvent.ReadAll(reply.Body, [])) format.ReadEvent(item, answer);
        }
        else
        {
            format.ReadWhole(JsonNode.Parse(reply.Body)!.AsObject(), answer);
        }

        return answer;
    }

    /// <summary>Sends a request of any kind; what comes back must be valid.</summary>
    internal async Task<(HttpResponseMessage Response, WireReply Reply)> SendAsync(
        HttpRequestMessage request, bool isAnthropic, bool isJudged = true)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var response = await Http.SendAsync(request, cancellation);
        var reply = await WireReply.ReadAsync(response, cancellation) with { Anthropic = isAnthropic };
        if (isJudged) Judge(reply);
        return (response, reply);
    }

    /// <summary>Holds an answer to the specification where that is at hand; tests of other things run without it.</summary>
    internal static void Judge(WireReply reply)
    {
        if (SharedFolder.IsAvailable || SharedFolder.IsDemanded) WireValidator.AssertValid(reply);
    }

    internal static ByteArrayContent Bytes(byte[] body, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        return content;
    }
}
