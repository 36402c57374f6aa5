using System.Globalization;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Model;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Reads <c>error</c>.</summary>
internal sealed class ErrorReader(NodeReader reader, ConfigurationProblems problems, RuleTexts texts)
{
    private const string Expected = "an error, as in { status: 429, message: \"Slow down\" }";

    /// <summary>The error, and its sentence where that has placeholders; what is wrong is reported.</summary>
    public (ErrorReply? Error, TextTemplate? Message) Read(ConfigurationNode node)
    {
        if (reader.Mapping(node, Expected) is not { } mapping)
        {
            return default;
        }

        var fields = MappingFields.Of(mapping, ReplyKeys.ErrorParts, problems);
        foreach (var key in (ConfigurationKey[])[ReplyKeys.ErrorStatus, ReplyKeys.ErrorMessage])
        {
            if (fields.Find(key) is null)
            {
                problems.Add(new ConfigurationProblem(mapping.Location, mapping.Path, $"the error has no {key.Name}") { Expected = Expected });
            }
        }

        var status = reader.Whole(fields.Find(ReplyKeys.ErrorStatus), 300, 599, "the status of an error", "a whole number from 300 to 599");
        var message = texts.Read(fields.Find(ReplyKeys.ErrorMessage), "the error's sentence");
        var error = new ErrorReply((int?)status ?? 500, message?.Constant ?? "")
        {
            Type = reader.Text(fields.Find(ReplyKeys.ErrorType), "the error's type"),
            Code = reader.Text(fields.Find(ReplyKeys.ErrorCode), "the error's code"),
            Param = reader.Text(fields.Find(ReplyKeys.ErrorParam), "the parameter at fault"),
            Headers = [.. ReadHeaders(fields.Find(ReplyKeys.ErrorHeaders)), .. ReadRetryAfter(fields.Find(ReplyKeys.ErrorRetryAfter))],
        };
        return (error, message?.Constant is null ? message : null);
    }

    private List<KeyValuePair<string, string>> ReadHeaders(ConfigurationNode? node)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var entry in reader.Mapping(node, "headers with their values, as in { \"x-reason\": \"test\" }")?.Entries ?? [])
        {
            if (!IsHeaderName(entry.Key))
            {
                problems.Add(
                    new ConfigurationProblem(entry.KeyLocation, entry.Value.Path, $"{Quotation.Of(entry.Key)} cannot be a header's name")
                    {
                        Value = entry.Key,
                        Expected = "letters, digits and '-'",
                    }
                );
            }
            else if (reader.Text(entry.Value, "the header's value", canBeEmpty: true) is { } value)
            {
                if (value.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
                {
                    reader.Reject(entry.Value, "cannot be a header's value", "ASCII characters of one line");
                    continue;
                }

                headers.Add(KeyValuePair.Create(entry.Key, value));
            }
        }

        return headers;
    }

    // The header has whole seconds; SDKs read the finer one first.
    private IEnumerable<KeyValuePair<string, string>> ReadRetryAfter(ConfigurationNode? node)
    {
        if (reader.Duration(node, 1000, "a time", "seconds from 0 to 86400, or a duration such as 500ms") is not { } time)
        {
            yield break;
        }

        yield return KeyValuePair.Create("retry-after", Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (time.TotalSeconds != Math.Floor(time.TotalSeconds))
        {
            yield return KeyValuePair.Create("retry-after-ms", time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static bool IsHeaderName(string name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && !"!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
