using System.Text;
using Mimus.Core.Configuration;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

public sealed class MutationTests
{
    // ASCII only: the damage is done to bytes.
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """
        {"model":"m","instructions":"i","temperature":0.5,"stream":true,"stream_options":{"include_obfuscation":true},"metadata":{"a":"b"},
        "include":["message.output_text.logprobs"],"top_logprobs":1,"store":false,"truncation":"auto","reasoning":{"effort":"low","summary":"auto"},
        "text":{"verbosity":"low","format":{"type":"json_schema","name":"s","strict":true,"schema":
        {"type":"object","properties":{"p":{"anyOf":[{"type":"string"}]}},"required":["p"],"additionalProperties":false}}},"presence_penalty":1,
        "tools":[{"type":"function","name":"n","parameters":{"type":"object"}},{"type":"custom","name":"c"},{"type":"web_search"}],
        "tool_choice":{"type":"function","name":"n"},"parallel_tool_calls":true,"conversation":{"id":"conv_1"},"service_tier":"auto",
        "input":[{"type":"message","id":"msg_1","role":"user","content":[{"type":"input_text","text":"\u00e9"},
        {"type":"input_image","image_url":"u","detail":"low"},{"type":"input_file","file_id":"f","filename":"n"}]},
        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"t"}],"encrypted_content":"e"},
        {"type":"function_call","id":"fc_1","call_id":"i","name":"n","arguments":"{}"},
        {"type":"function_call_output","call_id":"i","output":[{"type":"input_text","text":"r"}]},{"type":"item_reference","id":"x"},
        {"role":"assistant","content":[{"type":"output_text","text":"o","annotations":[]}]}]}
        """
    );

    public static TheoryData<ValidationLevel> Levels => [ValidationLevel.Off, ValidationLevel.Structure, ValidationLevel.Exact];

    [Fact]
    public void Read_Undamaged_IsRead() => Responses.Read(Encoding.UTF8.GetString(Body));

    [Theory]
    [MemberData(nameof(Levels))]
    public void Read_AnyByteChanged_IsReadOrRefused(ValidationLevel level) => Mutations.OfBytes(Responses.Format, Body, level);

    [Theory]
    [MemberData(nameof(Levels))]
    public void Read_AnyValueReplaced_IsReadOrRefused(ValidationLevel level) => Mutations.OfValues(Responses.Format, Body, level);

    [Theory]
    [MemberData(nameof(Levels))]
    public void Read_CutOff_IsRefused(ValidationLevel level) => Mutations.OfLength(Responses.Format, Body, level);
}
