using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

public sealed class MirrorTests(ServerFixture server)
{
    public static TheoryData<string, bool> Formats => FormatAdapters.WholeAndStreamed;

    public static TheoryData<string, bool, string> Texts
    {
        get
        {
            string[] texts =
            [
                "Hello",
                " leading and trailing ",
                "one\ntwo\n\nthree",
                "carriage\r\nreturn\rand\ttab",
                "control \u0001\u0008\u000b\u001f\u007f\u0085\u2028\u2029 characters",
                "quotes \" and \\ backslashes \\\" and / slashes </script>",
                "Zürich, 東京で会いましょう, สวัสดีชาวโลก, مرحبا",
                "👩‍👩‍👧‍👦 🇨🇭 é (decomposed e\u0301) 𝒳 \ufeff",
                "data: [DONE]\n\nevent: error\ndata: {}\n\n",
                "{\"json\": [1, 2, {\"a\": null}]}",
            ];
            var data = new TheoryData<string, bool, string>();
            foreach (var format in FormatAdapters.All)
            {
                foreach (var text in texts)
                {
                    data.Add(format.Name, false, text);
                    data.Add(format.Name, true, text);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Mirror_AnyText_ComesBackAsItWas(string name, bool isStreamed, string text)
    {
        var format = FormatAdapters.Find(name);

        var answer = await server.AskAsync(format, Prompt.Of(text), isStreamed);

        Assert.Equal(200, answer.Status);
        Assert.Equal(text, answer.Text);
        Assert.Equal(format.Word(FinishReason.Stop), answer.Finish);
        Assert.Equal(format.Model, answer.Model);
        Assert.Empty(answer.Calls);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_VeryLongText_ComesBackAsItWas(string name, bool isStreamed)
    {
        // 200 KB of UTF-8 in long words, and a sentence of short ones.
        var text = string.Concat(Enumerable.Range(0, 50).Select(number => $"{new string('x', 3000)}{number}ü😀 ")) + new string('é', 25_000);

        var answer = await server.AskAsync(FormatAdapters.Find(name), Prompt.Of(text), isStreamed);

        Assert.True(text == answer.Text, "The text did not come back as it was.");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_SeveralTextParts_AreJoinedByNewline(string name, bool isStreamed)
    {
        var answer = await server.AskAsync(FormatAdapters.Find(name), Prompt.Of("first", "second", "third"), isStreamed);

        Assert.Equal("first\nsecond\nthird", answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_TextAndPicture_SaysTheText(string name, bool isStreamed)
    {
        var prompt = new Prompt(new UserTurn(["What is this?"], HasImage: true));

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal("What is this?", answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_PictureAlone_SaysTheLastTextBefore(string name, bool isStreamed)
    {
        var prompt = Prompt.Of("Look:").Then(new AssistantTurn("At what?"), new UserTurn([], HasImage: true));

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal("Look:", answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_ConversationOfSeveralTurns_SaysTheLastUserText(string name, bool isStreamed)
    {
        var prompt = Prompt.Of("One").Then(new AssistantTurn("Two"), new UserTurn(["Three"]), new AssistantTurn("Four"));

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt.Then(new UserTurn(["Five"])), isStreamed);

        Assert.Equal("Five", answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_SystemPrompt_IsNotSaid(string name, bool isStreamed)
    {
        var prompt = Prompt.Of("Hello") with { System = "Be brief. raise error {\"code\": 500, \"message\": \"no\"}" };

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal("Hello", answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_UnknownModel_IsWelcomeAndNamed(string name, bool isStreamed)
    {
        var answer = await server.AskAsync(FormatAdapters.Find(name), Prompt.Of("Hello") with { Model = "my/own:model-7b" }, isStreamed);

        Assert.Equal("my/own:model-7b", answer.Model);
    }
}
