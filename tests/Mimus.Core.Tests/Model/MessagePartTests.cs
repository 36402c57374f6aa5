using System.Text;
using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Core.Tests.Model;

public sealed class MessagePartTests
{
    [Fact]
    public void MessageText_AskedTwice_IsDecodedOnce()
    {
        var text = new MessageText(Token());

        Assert.Same(text.Text, text.Text);
        Assert.Equal("Hello!", text.Text);
    }

    [Fact]
    public void MessageToolResult_AskedTwice_IsDecodedOnce()
    {
        var result = new MessageToolResult("call_1", Token());

        Assert.Same(result.Text, result.Text);
        Assert.Equal("Hello!", result.Text);
    }

    private static JsonText Token() => new(Encoding.UTF8.GetBytes("\"Hello!\""), isEscaped: false);
}
