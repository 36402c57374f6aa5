using YamlDotNet.Core;

namespace Mimus.Core.Configuration.Documents;

/// <summary>Turns what the YAML parser says into the middle of a sentence of ours.</summary>
internal static class YamlSyntaxMessage
{
    public static string Of(YamlException exception)
    {
        var reason = exception.Message.Trim().TrimEnd('.');
        if (reason.Contains("tab", StringComparison.OrdinalIgnoreCase))
        {
            reason += " (YAML is indented with spaces, never with tabs)";
        }

        return $"this is not YAML: {(reason.Length > 0 ? char.ToLowerInvariant(reason[0]) + reason[1..] : "it cannot be parsed")}";
    }
}
