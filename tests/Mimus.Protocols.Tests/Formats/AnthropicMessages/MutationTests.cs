using System.Text;
using System.Text.Json;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

public sealed class MutationTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """
        {"model":"m","max_tokens":9,"stream":true,"temperature":0.5,"stop_sequences":["x"],"metadata":{"user_id":"u"},
        "thinking":{"type":"enabled","budget_tokens":1024},"output_config":{"effort":"low","format":{"type":"json_schema","schema":{}}},
        "system":[{"type":"text","text":"s"}],"tool_choice":{"type":"tool","name":"n","disable_parallel_tool_use":true},
        "tools":[{"name":"n","input_schema":{"type":"object"}},{"type":"bash_20250124","name":"bash"}],
        "messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"u"}},
        {"type":"document","title":"t","source":{"type":"text","media_type":"text/plain","data":"\u00e9"}}]},
        {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},
        {"type":"tool_use","id":"i","name":"n","input":{"a":[1]}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"i","content":[{"type":"text","text":"r"}],"is_error":false}]}]}
        """
    );

    public static TheoryData<ValidationLevel> Levels => [ValidationLevel.Off, ValidationLevel.Structure, ValidationLevel.Exact];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Read_AnyByteChanged_IsReadOrRefused(ValidationLevel level)
    {
        foreach (var value in "0{}[]\",:xn\\\0\u0080"u8.ToArray())
        {
            for (var at = 0; at < Body.Length; at++)
            {
                var body = (byte[])Body.Clone();
                body[at] = value;
                IsReadOrRefused(body, level);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Read_AnyValueReplaced_IsReadOrRefused(ValidationLevel level)
    {
        var text = Encoding.UTF8.GetString(Body);
        for (var colon = text.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = text.IndexOf(':', colon + 1))
        {
            var end = ValueEnd(text, colon + 1);
            foreach (var value in (string[])["null", "true", "1", "1.5", "-1e400", "\"\"", "[]", "{}", "[{}]", "[null]", "{\"type\":5}"])
            {
                IsReadOrRefused(Encoding.UTF8.GetBytes(text[..(colon + 1)] + value + text[end..]), level);
            }
        }
    }

    private static void IsReadOrRefused(byte[] body, ValidationLevel level)
    {
        var wire = new WireRequest
        {
            Operation = Operation.Generate,
            Path = "/v1/messages",
            Headers = new RequestHeaders([new("anthropic-version", "2023-06-01")]),
            Body = body,
            Validation = level,
        };
        try
        {
            var request = Anthropic.Format.Read(wire);
            _ = (request.LastUserText, request.SystemText, request.InputTokens);
        }
        catch (JsonException) { }
        catch (WireFormatException exception)
        {
            var error = exception.Reply as ErrorReply ?? Anthropic.Format.Describe(((RefusalReply)exception.Reply).Refusal);
            Assert.Equal(400, error.Status);
        }
    }

    private static int ValueEnd(string text, int start)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[start..]), isFinalBlock: false, default);
        reader.Read();
        Assert.True(reader.TrySkip());
        return start + (int)reader.BytesConsumed;
    }
}
