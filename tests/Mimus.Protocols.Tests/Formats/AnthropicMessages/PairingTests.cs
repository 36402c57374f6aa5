using Xunit;
using static Mimus.Protocols.Tests.Formats.AnthropicMessages.Anthropic;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

/// <summary>Each call is answered at once and once.</summary>
public sealed class PairingTests
{
    private const string Use = """{"type":"tool_use","id":"t1","name":"n","input":{}}""";
    private const string Result = """{"type":"tool_result","tool_use_id":"t1","content":"r"}""";

    [Fact]
    public void Read_CallWithoutResult_IsRefused() =>
        IsRefused(
            Body($$"""{{Hello}},{"role":"assistant","content":[{{Use}}]},{"role":"user","content":"Well?"}"""),
            "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. "
                + "Each `tool_use` block must have a corresponding `tool_result` block in the next message."
        );

    [Fact]
    public void Read_CallAtTheEnd_IsRefused() =>
        IsRefused(
            Body($$"""{{Hello}},{"role":"assistant","content":[{{Use}}]}"""),
            "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. "
                + "Each `tool_use` block must have a corresponding `tool_result` block in the next message."
        );

    [Fact]
    public void Read_TextBeforeResult_IsRefused() =>
        IsRefused(
            Body(
                $$"""
                {{Hello}},{"role":"assistant","content":[{{Use}}]},
                {"role":"user","content":[{"type":"text","text":"Here:"},{{Result}}]}
                """
            ),
            "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. "
                + "Each `tool_use` block must have a corresponding `tool_result` block in the next message."
        );

    [Fact]
    public void Read_ResultWithoutCall_IsRefused() =>
        IsRefused(
            Body($$"""{"role":"user","content":[{{Result}}]}"""),
            "messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t1. "
                + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
        );

    [Fact]
    public void Read_ResultOfAnEarlierTurn_IsRefused() =>
        IsRefused(
            Body(
                $$"""
                {{Hello}},{"role":"assistant","content":[{{Use}}]},{"role":"user","content":[{{Result}}]},
                {"role":"assistant","content":"Rain."},{"role":"user","content":[{{Result}}]}
                """
            ),
            "messages.4.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t1. "
                + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
        );

    [Fact]
    public void Read_TwoResultsOfACall_IsRefused() =>
        IsRefused(
            Body($$"""{{Hello}},{"role":"assistant","content":[{{Use}}]},{"role":"user","content":[{{Result}},{{Result}}]}"""),
            "messages.2.content.1: each tool_use must have a single result. Found multiple `tool_result` blocks with id: t1"
        );

    [Fact]
    public void Read_CallIdTwice_IsRefused() =>
        IsRefused(
            Body($$"""{{Hello}},{"role":"assistant","content":[{{Use}},{{Use}}]}"""),
            "messages.1.content.1: `tool_use` ids must be unique"
        );

    [Fact]
    public void Read_ResultOfTheAssistant_IsRefused() =>
        IsRefused(
            Body($$"""{{Hello}},{"role":"assistant","content":[{{Result}}]}"""),
            "messages.1: `tool_result` blocks can only be in `user` messages"
        );

    [Fact]
    public void Read_CallOfTheUser_IsRefused() =>
        IsRefused(Body($$"""{"role":"user","content":[{{Use}}]}"""), "messages.0: `tool_use` blocks can only be in `assistant` messages");

    [Fact]
    public void Read_UnknownBlockInResult_NamesItsWholePlace() =>
        IsRefused(
            Body(
                $$"""
                {{Hello}},{"role":"assistant","content":[{{Use}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"audio"}]}]}
                """
            ),
            "messages.2.content.0.tool_result.content.0: Input tag 'audio' found using 'type' does not match any of the expected tags: "
                + "'document', 'image', 'search_result', 'text', 'tool_reference'"
        );
}
