using System.Buffers;
using System.Text;
using System.Text.Json;
using Mimus.Protocols.Json;
using Xunit;

namespace Mimus.Protocols.Tests.Json;

public sealed class ByteOutputTests
{
    public static TheoryData<int> Lengths => [0, 1, 680, 681, 682, 683, 684, 1364, 4094, 4095, 4096, 4097, 8192, 100_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void WriteString_AnyLength_IsReadAsWritten(int length)
    {
        foreach (var unit in (string[])["a", "é", "世", "👋", "\"", "\n", "\u0001", "x👋", "a\\"])
        {
            var text = string.Concat(Enumerable.Repeat(unit, length));
            var json = Encoding.UTF8.GetString(Written(output => output.WriteString(text)));

            Assert.Equal(text, JsonDocument.Parse(json).RootElement.GetString());
        }
    }

    [Fact]
    public void WriteString_EachAsciiCharacter_IsReadAsWritten()
    {
        var text = string.Concat(Enumerable.Range(0, 256).Select(value => (char)value));

        Assert.Equal(text, JsonDocument.Parse(Written(output => output.WriteString(text))).RootElement.GetString());
    }

    [Theory]
    [InlineData("<", "\ufffd")]
    [InlineData(">", "\ufffd")]
    [InlineData("a<b", "a\ufffdb")]
    [InlineData("<\"", "\ufffd\\\"")]
    [InlineData("<<>", "\ufffd👋")]
    public void WriteEscaped_HalfAPair_BecomesAReplacementCharacter(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Written(output => output.WriteEscaped(Some.Halves(text)))));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void WriteEscaped_PairOnThePiecesBorder_StaysWhole(int length)
    {
        var text = new string('a', length) + "👋" + new string('b', length) + "\ud83d";

        Assert.Equal(text[..^1] + "\ufffd", Encoding.UTF8.GetString(Written(output => output.WriteEscaped(text))));
    }

    [Fact]
    public void Write_Numbers_AreWritten() =>
        Assert.Equal(
            "0-12345678901234567",
            Encoding.UTF8.GetString(
                Written(output =>
                {
                    output.Write(0L);
                    output.Write(-12345678901234567);
                })
            )
        );

    [Fact]
    public void Written_BeforeAndAfterCommit_CountsAll()
    {
        var inner = new ArrayBufferWriter<byte>();
        var output = new ByteOutput(inner);

        output.Write("abc"u8);
        Assert.Equal((3, 0), (output.Written, inner.WrittenCount));
        output.Commit();
        output.Commit();
        output.Write(new byte[10_000]);
        output.Write("d"u8);
        output.Commit();

        Assert.Equal((10_004, 10_004), (output.Written, inner.WrittenCount));
        Assert.Equal((byte)'d', inner.WrittenSpan[^1]);
    }

    private static byte[] Written(Action<ByteOutput> write)
    {
        var inner = new ArrayBufferWriter<byte>();
        var output = new ByteOutput(inner);
        write(output);
        output.Commit();
        return inner.WrittenSpan.ToArray();
    }
}
