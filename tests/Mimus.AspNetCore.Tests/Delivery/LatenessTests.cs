using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Mimus.AspNetCore.Delivery;

namespace Mimus.AspNetCore.Tests.Delivery;

public sealed class LatenessTests
{
    [Fact]
    public void Report_ManyLateAnswers_IsOneLineInTenSeconds()
    {
        var time = new FakeTimeProvider();
        var lines = new Lines();
        var log = new LatenessLog(lines, time);

        log.Report(TimeSpan.FromMilliseconds(50));
        Assert.Empty(lines.Written);
        log.Report(TimeSpan.FromMilliseconds(80));
        log.Report(TimeSpan.FromMilliseconds(300));
        log.Report(TimeSpan.FromMilliseconds(90));
        time.Advance(TimeSpan.FromSeconds(10));
        log.Report(TimeSpan.FromMilliseconds(60));

        Assert.Equal(2, lines.Written.Count);
        Assert.Contains("1 answers since the last such line were sent more than 50 ms later than planned, the latest by 80 ms", lines.Written[0], StringComparison.Ordinal);
        Assert.Contains("3 answers since", lines.Written[1], StringComparison.Ordinal);
        Assert.Contains("the latest by 300 ms", lines.Written[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ClientThatTakesTrailersOverHttp1_GetsItsStream()
    {
        await using var server = await Some.Server();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url + "/v1/chat/completions")) { Content = Some.Json(Some.Chat("one two", stream: true)) };
        request.Headers.TE.ParseAdd("trailers");
        request.Headers.Add("X-Mimus-Latency", "1ms");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.EndsWith("data: [DONE]\n\n", await response.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Paced_IsCountedByTheMeter()
    {
        var measured = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Mimus", Name: "mimus.delivery.lateness" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref measured));
        listener.Start();
        await using var server = await Some.Server();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Mimus-Latency", "1ms");

        using var response = await client.Post(server, Some.Chat("one two three", stream: true));
        await response.Read();

        Assert.True(measured >= 3);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
