using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>
/// The first part of a content that the assistant cannot have said, and the first that only the assistant can have: which of them is wrong
/// shows when the message's role is known.
/// </summary>
/// <param name="NotOutput">The position of the first; -1 for none.</param>
/// <param name="NotOutputType">Its type.</param>
/// <param name="NotInput">The position of the second; -1 for none.</param>
/// <param name="NotInputType">Its type.</param>
internal readonly record struct ContentStrangers(int NotOutput, string NotOutputType, int NotInput, string NotInputType)
{
    private static readonly string[] InputTypes = ["input_text", "input_image", "input_file", "scoped_content", "input_audio"];
    private static readonly string[] OutputTypes = ["output_text", "refusal"];

    public static ContentStrangers None { get; } = new(-1, "", -1, "");

    /// <summary>Takes note of a part.</summary>
    public ContentStrangers With(int position, string type)
    {
        var result = this;
        if (NotOutput < 0 && Array.IndexOf(OutputTypes, type) < 0)
        {
            result = result with { NotOutput = position, NotOutputType = type };
        }

        if (NotInput < 0 && Array.IndexOf(InputTypes, type) < 0)
        {
            result = result with { NotInput = position, NotInputType = type };
        }

        return result;
    }

    /// <summary>Complains of the part that does not go with the role of the message left last.</summary>
    public void Check(in JsonCursor json, string role)
    {
        var (position, type, supported) =
            role == "assistant" ? (NotOutput, NotOutputType, OutputTypes) : (NotInput, NotInputType, InputTypes);
        if (position >= 0)
        {
            var path = new FieldPath([.. json.Path.Segments, "content", position]);
            throw new WireFormatException(new InvalidField(path, new FieldUnsupportedValue(type, supported)));
        }
    }
}
