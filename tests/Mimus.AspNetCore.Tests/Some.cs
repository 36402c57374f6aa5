using System.Net.Http.Headers;
using System.Text;
using Mimus.Core.Configuration;

namespace Mimus.AspNetCore.Tests;

/// <summary>Test data and servers with sensible defaults.</summary>
internal static class Some
{
    public static Task<MimusServer> Server(MockConfiguration? configuration = null, MimusServerOptions? options = null) =>
        MimusServer.StartAsync(
            (options ?? new MimusServerOptions()) with
            {
                Configuration = configuration ?? MockConfiguration.Default,
            },
            TestContext.Current.CancellationToken
        );

    public static string Chat(string text, bool stream = false) =>
        $$"""{"model":"gpt-4o","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"{{text}}"}]}""";

    public static ByteArrayContent Json(string json) => Json(Encoding.UTF8.GetBytes(json));

    public static ByteArrayContent Json(byte[] json) =>
        new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    public static Task<HttpResponseMessage> Post(this HttpClient client, MimusServer server, string json, string path = "/v1/chat/completions") =>
        client.PostAsync(new Uri(server.Url + path), Json(json), TestContext.Current.CancellationToken);

    public static Task<string> Read(this HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
