using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads <c>system</c>: a string or text blocks.</summary>
internal static class SystemReader
{
    public static MockMessage? Read(ref JsonCursor json, WireRequest wire)
    {
        if (json.Token == JsonTokenType.String)
        {
            return new MockMessage(MessageRole.System, [new MessageText(json.ReadText())]);
        }

        if (!json.BeginArray(AnthropicFields.List))
        {
            return null;
        }

        var parts = new List<MessagePart>();
        while (json.NextItem())
        {
            if (json.Token != JsonTokenType.StartObject)
            {
                json.Wrong("an object", 0);
                continue;
            }

            // There is one kind of block here, so the vendor's paths do not name it.
            var text = BlockReader.ReadText(ref json, wire);
            if (wire.IsChecked)
            {
                TextRules.CheckBlock(text, "system");
            }

            parts.Add(text);
        }

        return new MockMessage(MessageRole.System, parts);
    }
}
