using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Mimus.Core.Text;

namespace Mimus.Core.Tests.Text;

public class JsonTextTests
{
    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"é😀\"", "é😀")]
    [InlineData("\"a\\n\\\"b\\\\\"", "a\n\"b\\")]
    [InlineData("\"\\u00e9\\ud83d\\ude00\"", "é😀")]
    [InlineData("\"\"", "")]
    public void Value_Token_IsDecoded(string token, string expected)
    {
        var text = new JsonText(Encoding.UTF8.GetBytes(token), token.Contains('\\', StringComparison.Ordinal));

        Assert.Equal(expected.Length, text.CharacterCount);
        Assert.Equal(expected, text.Value);
        Assert.Equal(expected.Length, text.CharacterCount);
    }

    [Fact]
    public void CharacterCount_AnyText_IsTheDecodedLength() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<UnicodeString>(),
                unicode =>
                {
                    var value = unicode.Get.Where(character => !char.IsSurrogate(character)).Aggregate("", (text, next) => text + next);
                    var token = JsonValue.Create(value).ToJsonString();
                    var text = new JsonText(Encoding.UTF8.GetBytes(token), token.Contains('\\', StringComparison.Ordinal));
                    return text.CharacterCount == value.Length && text.Value == value;
                }
            )
            .QuickCheckThrowOnFailure();
}
