using System.Buffers;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>The names and ids of tools and their calls, as Anthropic accepts them.</summary>
internal static class ToolNames
{
    private const int LongestName = 128;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    );

    /// <summary>The name of a tool on offer.</summary>
    public static string Read(ref JsonCursor json, WireRequest wire)
    {
        var name = json.ReadString();
        if (!wire.IsChecked)
        {
            return name;
        }

        if (name.Length == 0)
        {
            throw json.Invalid(new FieldTooShort(1, 0, IsArray: false));
        }

        if (name.Length > LongestName)
        {
            throw json.Invalid(new FieldTooLong(LongestName, name.Length, IsArray: false));
        }

        return IsWord(name) ? name : throw AnthropicFields.Mismatch(json.Path, "^[a-zA-Z0-9_-]{1,128}$");
    }

    /// <summary>The id of a call; made by the vendor, so any word will do.</summary>
    public static string ReadId(ref JsonCursor json, WireRequest wire)
    {
        var id = json.ReadString();
        return !wire.IsChecked || (id.Length > 0 && IsWord(id)) ? id : throw AnthropicFields.Mismatch(json.Path, "^[a-zA-Z0-9_-]+$");
    }

    private static bool IsWord(string text) => !text.AsSpan().ContainsAnyExcept(Allowed);
}
