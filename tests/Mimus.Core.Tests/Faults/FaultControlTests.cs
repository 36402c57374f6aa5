using Microsoft.Extensions.Time.Testing;
using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Faults;
using Mimus.Core.Pipeline;
using Mimus.Core.State;

namespace Mimus.Core.Tests.Faults;

public class FaultControlTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FaultControl _control;
    private int _number;

    public FaultControlTests() => _control = new FaultControl(new MemoryStateStore(), _time, seed: 7);

    [Theory]
    [InlineData("cut", "xxxxxxxx")]
    [InlineData("cut; first=2", "xx------")]
    [InlineData("cut; every=3", "--x--x--")]
    [InlineData("cut; times=3", "xxx-----")]
    [InlineData("cut; every=2; times=2", "-x-x----")]
    [InlineData("cut; rate=0", "--------")]
    [InlineData("cut; rate=1", "xxxxxxxx")]
    [InlineData("cut; budget=4 of 4", "xxxx----")]
    [InlineData("cut; models=gpt-*, other", "xxxxxxxx")]
    [InlineData("cut; models=claude-*", "--------")]
    public async Task ChooseAsync_Choice_HappensToTheseRequests(string fault, string expected)
    {
        var happened = "";
        for (var request = 0; request < 8; request++)
        {
            happened += await Happens(fault) ? 'x' : '-';
        }

        Assert.Equal(expected, happened);
    }

    [Theory]
    [InlineData("3 of 100", 3)]
    [InlineData("50 of 100", 50)]
    [InlineData("1 of 100", 1)]
    public async Task ChooseAsync_Budget_HappensToExactlySoManyWhoeverComesFirst(string budget, int expected)
    {
        var happened = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Task.Run(() => Happens($"cut; budget={budget}").AsTask())));

        Assert.Equal(expected, happened.Count(one => one));
    }

    [Fact]
    public async Task ChooseAsync_Rate_IsAboutThatAndTheSameEachTime()
    {
        var first = await Draw();
        _number = 0;
        var second = await Draw();

        Assert.Equal(first, second);
        Assert.InRange(first.Count(one => one), 150, 250);

        async Task<List<bool>> Draw()
        {
            var drawn = new List<bool>();
            for (var request = 0; request < 1_000; request++)
            {
                drawn.Add(await Happens("cut; rate=0.2"));
            }

            return drawn;
        }
    }

    [Theory]
    [InlineData("cut; from=10s; to=20s", "--x-")]
    [InlineData("cut; from=10s", "--xx")]
    [InlineData("cut; to=5s", "x---")]
    [InlineData("cut; burst-every=20s; burst-for=6s", "xx-x")]
    public async Task ChooseAsync_Window_GoesByTheClock(string fault, string expected)
    {
        var happened = "";
        foreach (var seconds in (int[])[0, 5, 5, 15])
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            happened += await Happens(fault) ? 'x' : '-';
        }

        Assert.Equal(expected, happened);
    }

    [Fact]
    public async Task ChooseArmedAsync_OneShotManyAtOnce_HappensOnceAndIsGone()
    {
        _control.Arm(Read("cut; after=1"), scope: null);

        var chosen = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _control.ChooseArmedAsync(Exchange(), default).AsTask())));

        Assert.Single(chosen, fault => fault is not null);
        Assert.Empty(_control.Armed);
    }

    [Fact]
    public async Task ChooseArmedAsync_OfAScope_HappensThereAlone()
    {
        var armed = _control.Arm(Read("cut; times=2"), "mine");

        Assert.Null(await _control.ChooseArmedAsync(Exchange(), TestContext.Current.CancellationToken));
        Assert.NotNull(await _control.ChooseArmedAsync(Exchange("mine"), TestContext.Current.CancellationToken));
        Assert.Equal(1, await _control.LeftAsync(armed, TestContext.Current.CancellationToken));
        _control.Clear("mine");
        Assert.Null(await _control.ChooseArmedAsync(Exchange("mine"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ChooseAsync_CountsOfScopes_AreApart()
    {
        Fault[] first = [Read("cut; first=1")];

        Assert.NotNull(await _control.ChooseAsync(Exchange("a"), first, TestContext.Current.CancellationToken));
        Assert.NotNull(await _control.ChooseAsync(Exchange("b"), first, TestContext.Current.CancellationToken));
        Assert.Null(await _control.ChooseAsync(Exchange("a"), first, TestContext.Current.CancellationToken));
    }

    private async ValueTask<bool> Happens(string fault) => await _control.ChooseAsync(Exchange(), [Read(fault)], default) is not null;

    private MockExchange Exchange(string? scope = null) =>
        new(
            Some.Request(scope, Some.User("hi")),
            MockConfiguration.Default,
            SeededRandom.ForExchange(7, Interlocked.Increment(ref _number), []),
            Some.Time
        );

    internal static Fault Read(string text)
    {
        var problems = new ConfigurationProblems();
        var node = Mimus.Core.Configuration.Documents.ConfigurationScalar.Untyped(
            Mimus.Core.Configuration.Documents.SourceLocation.Whole("test"), "", text);
        var fault = new FaultSettings(new NodeReader(problems), problems).Read(node);
        Assert.Empty(problems.Errors);
        return fault!;
    }
}
