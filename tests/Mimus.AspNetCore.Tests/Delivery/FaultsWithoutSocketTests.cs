using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;

namespace Mimus.AspNetCore.Tests.Delivery;

/// <summary>What becomes of faults where the connection's own socket cannot be had: behind encryption, or another server.</summary>
public sealed class FaultsWithoutSocketTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(
            (context, next) =>
            {
                context.Features.Set<IConnectionSocketFeature>(new NoSocket());
                return next(context);
            }
        );
        _app.MapGroup("").MapMimus();
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("drip")]
    [InlineData("one-packet")]
    [InlineData("cut-character")]
    public async Task Fault_ThatTakesAnAnswerApart_IsRefusedWithTheReason(string fault)
    {
        using var response = await Ask(fault, isStreamed: true);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains($"'{fault}' needs the connection's own socket", await response.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_Streamed_BreaksOffBehindItsPrefix()
    {
        using var response = await Ask("cut; after=2", isStreamed: true);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();

        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(bytes, TestContext.Current.CancellationToken));

        var text = System.Text.Encoding.UTF8.GetString(bytes.ToArray());
        // The role, and two deltas.
        Assert.Equal(3, text.Split("data: ").Length - 1);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_Whole_SendsNothing() =>
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Ask("cut", isStreamed: false));

    private async Task<HttpResponseMessage> Ask(string fault, bool isStreamed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_app.Urls.First() + "/v1/chat/completions"))
        {
            Content = Some.Json(Some.Chat("one two three four five", isStreamed)),
        };
        request.Headers.Add("X-Mimus-Fault", fault);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private sealed class NoSocket : IConnectionSocketFeature
    {
        public Socket Socket => null!;
    }
}
