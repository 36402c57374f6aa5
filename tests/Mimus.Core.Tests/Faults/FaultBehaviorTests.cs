using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Faults;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules;
using Mimus.Core.State;
using Mimus.Core.Strategies;

namespace Mimus.Core.Tests.Faults;

public class FaultBehaviorTests
{
    private readonly MemoryStateStore _state = new();
    private readonly FaultControl _control;
    private MockConfiguration _configuration = MockConfiguration.Default;

    public FaultBehaviorTests() => _control = new FaultControl(_state, TimeProvider.System, seed: 0);

    [Theory]
    [InlineData("stall", true, true, true, "stall")]
    [InlineData("none", true, true, true, "none")]
    [InlineData(null, true, true, true, "cut")]
    [InlineData(null, false, true, true, "hang")]
    [InlineData(null, false, false, true, "reset")]
    [InlineData(null, false, false, false, null)]
    public async Task Fault_OfSeveralLayers_IsTheNarrowests(string? header, bool isInRule, bool isInModel, bool isInServer, string? expected)
    {
        Use(isInRule ? "cut" : null, isInModel ? "hang" : null, isInServer ? "reset" : null);

        var (exchange, _) = await Ask("hello", header);

        Assert.Equal(expected, exchange.Fault?.ToString());
    }

    [Fact]
    public async Task Fault_MadeWhileItRuns_ComesBeforeTheRules()
    {
        Use("cut", null, "reset");
        _control.Arm(FaultControlTests.Read("stall"), scope: null);

        Assert.Equal("stall; times=1", (await Ask("hello", null)).Exchange.Fault?.ToString());
        Assert.Equal("cut", (await Ask("hello", null)).Exchange.Fault?.ToString());
    }

    [Fact]
    public async Task Fault_SwitchedOff_DoesNotHappen()
    {
        Use("cut", "hang", "reset");
        _control.IsOff = true;

        Assert.Null((await Ask("hello", "stall")).Exchange.Fault);
    }

    [Fact]
    public async Task Error_OfTheServer_UsesUpNoRule()
    {
        Use(null, null, "error; first=1", replies: ["one", "two"]);

        Assert.IsType<ErrorReply>((await Ask("hello", null)).Reply);
        Assert.Equal("one", Text((await Ask("hello", null)).Reply));
        Assert.Equal("two", Text((await Ask("hello", null)).Reply));
    }

    [Theory]
    [InlineData(Operation.ListModels, "gpt-4o")]
    [InlineData(Operation.Generate, "unknown")]
    public async Task OneShot_RequestThatGetsNoAnswer_UsesNothingUp(Operation operation, string model)
    {
        _configuration = new MockConfiguration { Models = ModelCatalog.Of([new ModelEntry("gpt-4o", 1, "me")]) };
        _control.Arm(FaultControlTests.Read("error"), scope: null);

        await Ask("hello", null, operation, model);

        Assert.Single(_control.Armed);
    }

    [Fact]
    public async Task Header_OnAListOfModels_IsDone() =>
        Assert.IsType<ErrorReply>((await Ask("hello", "error; status=503", Operation.ListModels)).Reply);

    private static string Text(MockReply reply) => ((ReplyText)((GeneratedReply)reply).Parts[0]).Text;

    private void Use(string? rule, string? model, string? server, params string[] replies)
    {
        Fault? Read(string? text) => text is null ? null : FaultControlTests.Read(text);
        var book = RuleBook.Of(
            [
                new Rule
                {
                    Name = "hello",
                    Replies =
                    [
                        .. (replies.Length > 0 ? replies : ["hi"]).Select(text => new RuleReply
                        {
                            Parts = [new Mimus.Core.Rules.Templates.TextPartTemplate(Mimus.Core.Rules.Templates.TextTemplate.Plain(text))],
                            Delivery = Read(rule) is { } fault ? new Delivery { Fault = fault } : null,
                        }),
                    ],
                },
            ]
        );
        var behavior = new ModelBehavior { Name = "*", Faults = Read(model) is { } ofModel ? [ofModel] : null };
        _configuration = MockConfiguration.Default with
        {
            Strategies = [new RuleStrategy(), new MirrorStrategy()],
            Rules = book,
            Models = ModelCatalog.Of([], [new("*", behavior)]),
            Faults = Read(server) is { } ofServer ? [ofServer] : [],
        };
    }

    private async Task<(MockExchange Exchange, MockReply Reply)> Ask(
        string text,
        string? header,
        Operation operation = Operation.Generate,
        string model = "gpt-4o"
    )
    {
        KeyValuePair<string, string>[] headers = header is null ? [] : [new(ControlHeaders.Fault, header)];
        var request = new MockRequest
        {
            Format = "openai",
            Operation = operation,
            Model = model,
            Headers = new RequestHeaders(headers),
            Messages = [Some.User(text)],
        };
        var exchange = new MockExchange(request, _configuration, new SeededRandom(1), Some.Time, _state) { Controls = new ControlHeaders(request.Headers) };
        var reply = await MockPipeline.Create(faults: _control).HandleAsync(exchange, TestContext.Current.CancellationToken);
        return (exchange, reply);
    }
}
