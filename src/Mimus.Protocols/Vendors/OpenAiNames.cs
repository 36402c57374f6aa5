using System.Buffers;
using Mimus.Core.Model;

namespace Mimus.Protocols.Vendors;

/// <summary>The names that OpenAI accepts for tools.</summary>
internal static class OpenAiNames
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    );

    /// <summary>Letters, digits, underscores and dashes, 1 to 64 of them.</summary>
    public static void Check(string name, FieldPath path)
    {
        if (name.Length == 0)
        {
            throw new WireFormatException(new InvalidField(path, new FieldTooShort(1, 0, IsArray: false)));
        }

        if (name.Length > 64)
        {
            throw new WireFormatException(new InvalidField(path, new FieldTooLong(64, name.Length, IsArray: false)));
        }

        if (name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest(
                    $"Invalid '{path.Bracketed}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
                    path.Bracketed,
                    "invalid_value"
                )
            );
        }
    }
}
