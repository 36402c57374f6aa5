using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads images and documents.</summary>
internal static class MediaReader
{
    private static readonly string[] ImageSources = ["base64", "file", "url"];
    private static readonly string[] DocumentSources = ["base64", "content", "file", "text", "url"];
    private static readonly string[] ImageTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"];
    private static readonly string[] PdfType = ["application/pdf"];
    private static readonly string[] TextType = ["text/plain"];

    private static readonly ParameterTable PlainSource = new(Parameter.String("type"));
    private static readonly ParameterTable PlainImage = new(Parameter.String("type"), Parameter.Object("cache_control"));
    private static readonly ParameterTable PlainDocument = new(
        Parameter.String("type"),
        Parameter.Object("cache_control"),
        Parameter.Object("citations"),
        Parameter.String("context")
    );

    public static MessageImage ReadImage(ref JsonCursor json, WireRequest wire)
    {
        TimeSpan? keepFor = null;
        Source? source = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("source"u8))
            {
                source = ReadSource(ref json, wire, ImageSources, ImageTypes);
            }
            else if (json.NameIs("cache_control"u8))
            {
                keepFor = CacheControlReader.Read(ref json, wire);
            }
            else
            {
                PlainImage.Check(ref json, wire);
            }
        }

        json.RequireField(source is not null, "source");
        return new MessageImage(source?.Url, source?.MediaType) { KeepFor = keepFor };
    }

    public static MessageFile ReadDocument(ref JsonCursor json, WireRequest wire)
    {
        Source? source = null;
        string? title = null;
        TimeSpan? keepFor = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("source"u8))
            {
                source = ReadSource(ref json, wire, DocumentSources, PdfType);
            }
            else if (json.NameIs("title"u8))
            {
                title = json.ReadOptionalString();
            }
            else if (json.NameIs("cache_control"u8))
            {
                keepFor = CacheControlReader.Read(ref json, wire);
            }
            else
            {
                PlainDocument.Check(ref json, wire);
            }
        }

        json.RequireField(source is not null, "source");
        return new MessageFile(title, source?.FileId) { KeepFor = keepFor };
    }

    private static Source? ReadSource(ref JsonCursor json, WireRequest wire, string[] kinds, string[] mediaTypes)
    {
        if (UnionReader.ReadTag(ref json, wire, kinds) is not { } kind)
        {
            return null;
        }

        var wanted = kind switch
        {
            "file" => "file_id",
            "url" => "url",
            "content" => "content",
            _ => "data",
        };
        var hasMediaType = kind is "base64" or "text";
        var source = new Source();
        var isComplete = false;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (hasMediaType && json.NameIs("media_type"u8))
            {
                source.MediaType = LiteralReader.Read(ref json, wire, kind == "text" ? TextType : mediaTypes);
            }
            else if (IsNamed(json, wanted))
            {
                isComplete = true;
                ReadWanted(ref json, kind, source);
            }
            else
            {
                PlainSource.Check(ref json, wire);
            }
        }

        json.RequireField(!hasMediaType || source.MediaType is not null, "media_type");
        json.RequireField(isComplete, wanted);
        return source;
    }

    private static void ReadWanted(ref JsonCursor json, string kind, Source source)
    {
        switch (kind)
        {
            case "file":
                source.FileId = json.ReadString();
                break;
            case "url":
                source.Url = json.ReadString();
                break;
            case "content" when json.Token is not (JsonTokenType.String or JsonTokenType.StartArray):
                json.Wrong(AnthropicFields.List, 0);
                break;
            case "content":
                json.Skip();
                break;
            default:
                // The data may be megabytes; nothing decodes it.
                json.ReadText();
                break;
        }
    }

    private static bool IsNamed(in JsonCursor json, string name) => System.Text.Ascii.Equals(json.Name, name);

    private sealed class Source
    {
        public string? Url { get; set; }

        public string? FileId { get; set; }

        public string? MediaType { get; set; }
    }
}
