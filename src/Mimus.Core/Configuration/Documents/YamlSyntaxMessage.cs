using YamlDotNet.Core;

namespace Mimus.Core.Configuration.Documents;

/// <summary>Turns what the YAML parser says into the middle of a sentence of ours.</summary>
internal static class YamlSyntaxMessage
{
    public static string Of(YamlException exception)
    {
        var reason = exception.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        if (IsAboutTab(exception))
        {
            reason += " (YAML is indented with spaces, never with tabs)";
        }

        return $"this is not YAML: {(reason.Length > 0 ? char.ToLowerInvariant(reason[0]) + reason[1..] : "it cannot be parsed")}";
    }

    /// <summary>Where the mistake is: the beginning of what cannot be parsed, or the tab, which the parser does not point at.</summary>
    public static SourceLocation PlaceOf(YamlException exception, string name, string text)
    {
        var line = 1;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            var indentation = content[..(content.Length - content.TrimStart().Length)];
            if (line >= exception.Start.Line && IsAboutTab(exception) && indentation.Contains('\t'))
            {
                return new SourceLocation(name, line, indentation.IndexOf('\t') + 1);
            }

            line++;
        }

        return new SourceLocation(name, int.CreateSaturating(exception.Start.Line), int.CreateSaturating(exception.Start.Column));
    }

    private static bool IsAboutTab(YamlException exception) => exception.Message.Contains(" tab ", StringComparison.OrdinalIgnoreCase);
}
