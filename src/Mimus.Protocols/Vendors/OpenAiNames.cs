using System.Buffers;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Vendors;

/// <summary>The names that OpenAI accepts for tools: letters, digits, underscores and dashes, 1 to 64 of them.</summary>
internal static class OpenAiNames
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    );

    /// <summary>Reads a tool's name.</summary>
    public static string Read(ref JsonCursor json, WireRequest wire)
    {
        var name = json.ReadString();
        // The path is made for a complaint only.
        if (wire.IsChecked && (name.Length is 0 or > 64 || name.AsSpan().ContainsAnyExcept(Allowed)))
        {
            throw Complaint(name, json.Path);
        }

        return name;
    }

    /// <summary>The complaint about a string that has another form than wanted.</summary>
    public static WireFormatException Mismatch(FieldPath path, string pattern) =>
        new(
            OpenAiErrors.BadRequest(
                $"Invalid '{path.Bracketed}': string does not match pattern. Expected a string that matches the pattern '{pattern}'.",
                path.Bracketed,
                "invalid_value"
            )
        );

    private static WireFormatException Complaint(string name, FieldPath path) =>
        name.Length switch
        {
            0 => new WireFormatException(new InvalidField(path, new FieldTooShort(1, 0, IsArray: false))),
            > 64 => new WireFormatException(new InvalidField(path, new FieldTooLong(64, name.Length, IsArray: false))),
            _ => Mismatch(path, "^[a-zA-Z0-9_-]+$"),
        };
}
