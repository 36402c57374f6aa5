using Mimus.Protocols.Json;

namespace Mimus.Protocols.Vendors;

/// <summary>OpenAI's <c>metadata</c>: an object whose values are strings.</summary>
internal static class OpenAiMetadata
{
    /// <summary>Checks the object at hand and gives it as it came; nothing where it is null, or where validation is off and it is none.</summary>
    public static ReadOnlyMemory<byte> Read(ref JsonCursor json)
    {
        if (json.IsNull)
        {
            return default;
        }

        var ahead = json;
        var raw = ahead.ReadRaw();
        if (!json.BeginObject())
        {
            return default;
        }

        while (json.NextProperty())
        {
            json.ReadString();
        }

        return raw;
    }
}
