using System.Text;
using Mimus.Core.Configuration;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

public sealed class MutationTests
{
    // ASCII only: the damage is done to bytes.
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """
        {"model":"m","n":1,"stop":["x"],"temperature":0.5,"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":true},
        "metadata":{"a":"b"},"logit_bias":{"1":2},"logprobs":true,"top_logprobs":1,"seed":3,"modalities":["text"],"audio":{"voice":"v","format":"wav"},
        "prediction":{"type":"content","content":"p"},"response_format":{"type":"json_schema","json_schema":{"name":"s","strict":true,"schema":
        {"type":"object","properties":{"p":{"type":"string"}},"required":["p"],"additionalProperties":false}}},
        "tools":[{"type":"function","function":{"name":"n","parameters":{"type":"object"}}},{"type":"custom","custom":{"name":"c"}}],
        "tool_choice":{"type":"function","function":{"name":"n"}},"parallel_tool_calls":true,"functions":[{"name":"f"}],"function_call":"auto",
        "messages":[{"role":"system","name":"s","content":"x"},{"role":"user","content":[{"type":"text","text":"\u00e9"},
        {"type":"image_url","image_url":{"url":"u","detail":"low"}},{"type":"input_audio","input_audio":{"data":"d","format":"wav"}},
        {"type":"file","file":{"file_id":"f"}}]},{"role":"assistant","content":null,"refusal":null,"audio":{"id":"a"},
        "tool_calls":[{"id":"i","type":"function","function":{"name":"n","arguments":"{}"}}]},{"role":"tool","tool_call_id":"i","content":"r"}]}
        """
    );

    public static TheoryData<ValidationLevel> Levels => [ValidationLevel.Off, ValidationLevel.Structure, ValidationLevel.Exact];

    [Fact]
    public void Read_Undamaged_IsRead() => Chat.Read(Encoding.UTF8.GetString(Body));

    [Theory]
    [MemberData(nameof(Levels))]
    public void Read_AnyByteChanged_IsReadOrRefused(ValidationLevel level) => Mutations.OfBytes(Chat.Format, Body, level);

    [Theory]
    [MemberData(nameof(Levels))]
    public void Read_AnyValueReplaced_IsReadOrRefused(ValidationLevel level) => Mutations.OfValues(Chat.Format, Body, level);

    [Theory]
    [MemberData(nameof(Levels))]
    public void Read_CutOff_IsRefused(ValidationLevel level) => Mutations.OfLength(Chat.Format, Body, level);
}
