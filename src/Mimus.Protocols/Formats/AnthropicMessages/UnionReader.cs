using System.Text.Json;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads the <c>type</c> of an object that is one of several kinds.</summary>
internal static class UnionReader
{
    /// <summary>
    /// The type of the object at hand, which is then yet to be entered; null where validation is off and there is no object of a known
    /// type: it was passed over.
    /// </summary>
    public static string? ReadTag(ref JsonCursor json, WireRequest wire, string[] tags)
    {
        if (json.Token != JsonTokenType.StartObject)
        {
            return json.Wrong<string?>("an object", null);
        }

        var tag = json.PeekString("type"u8);
        json.RequireField(tag is not null, "type");
        if (Array.IndexOf(tags, tag) < 0)
        {
            if (wire.IsChecked)
            {
                throw AnthropicFields.UnknownTag(json.Path, tag!, tags);
            }

            json.Skip();
            return null;
        }

        json.Tag(tag!);
        return tag;
    }
}
