using Mimus.Core.Configuration.Documents;
using Mimus.Core.Latency;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Reads replies: a text, a reference to a template, or an object.</summary>
internal sealed class ReplyReader
{
    private const string Expected = "a text, '$name' of a template, or an object such as { text: \"…\", reasoning: \"…\" }";

    private readonly NodeReader _reader;
    private readonly ConfigurationProblems _problems;
    private readonly TemplateTable? _templates;
    private readonly RuleTexts _texts;
    private readonly ContentReader _content;
    private readonly ErrorReader _errors;
    private readonly LatencySettings _latency;
    private readonly FaultSettings _faults;

    /// <param name="reader">Reads the values.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="templates">What '$name' refers to; null where replies are literal: dollars and braces in them mean nothing.</param>
    /// <param name="profiles">The profiles of latency that replies can name; null for those that Mimus has.</param>
    public ReplyReader(NodeReader reader, ConfigurationProblems problems, TemplateTable? templates, LatencyProfiles? profiles = null)
    {
        _reader = reader;
        _problems = problems;
        _templates = templates;
        _texts = new RuleTexts(reader, problems, isLiteral: templates is null);
        _content = new ContentReader(reader, problems, _texts);
        _errors = new ErrorReader(reader, problems, _texts);
        _faults = new FaultSettings(reader, problems);
        _latency = new LatencySettings(reader, problems, profiles ?? LatencyProfiles.Shipped);
    }

    /// <summary>The reply; null where it is wrong, which is reported.</summary>
    public RuleReply? Read(ConfigurationNode node)
    {
        if (node is ConfigurationMapping mapping)
        {
            return ReadObject(mapping, MappingFields.Of(mapping, ReplyKeys.All, _problems));
        }

        if (node is ConfigurationList)
        {
            _reader.Reject(node, "is not a reply", Expected + "; a sequence of replies goes under 'replies'");
            return null;
        }

        if (_reader.Text(node, Expected, canBeEmpty: true) is not { } text)
        {
            return null;
        }

        if (_templates is not null && TemplateTable.IsReference(text))
        {
            return _templates.Resolve(node, text, this);
        }

        text = _templates is not null && text.StartsWith("\\$", StringComparison.Ordinal) ? text[1..] : text;
        return _texts.Parse(node, text) is { } template ? new RuleReply { Parts = [new TextPartTemplate(template)] } : null;
    }

    /// <summary>How a rule, a step or a reply says that it is sent; null where it says nothing.</summary>
    public Delivery? ReadPace(MappingFields fields)
    {
        var chunkSize = _reader.Whole(
            fields.Find(ReplyKeys.ChunkSize),
            0,
            int.MaxValue,
            "a chunk size",
            "a whole number of characters from 0; 0 sends each text in one piece"
        );
        var delivery = new Delivery
        {
            TimeToFirstToken = ReadTime(fields.Find(ReplyKeys.TimeToFirstToken), "a time to the first token"),
            ChunkSize = (int?)chunkSize,
        };
        if (fields.Find(ReplyKeys.Fault) is { } fault)
        {
            delivery = delivery with { Fault = _faults.Read(fault) };
        }

        if (fields.Find(ReplyKeys.Latency) is { } latency)
        {
            delivery = delivery.Over(_latency.Read(latency));
        }

        return delivery == Delivery.Immediate ? null : delivery;
    }

    private RuleReply? ReadObject(ConfigurationMapping mapping, MappingFields fields)
    {
        var before = _problems.Errors.Count;
        var reply = new RuleReply();
        if (fields.Find(ReplyKeys.Error) is { } error)
        {
            reply = ReadError(error, fields);
        }
        else if (fields.Find(ReplyKeys.Fault) is not null && ReplyKeys.Content.All(key => fields.Find(key) is null))
        {
            // What breaks must be something: the user's own message, as where no rule answers.
            reply = new RuleReply { Parts = [new TextPartTemplate(TextTemplate.Parse("{{message}}"))] };
        }
        else if (ReplyKeys.Content.All(key => fields.Find(key) is null))
        {
            if (mapping.Entries.All(entry => ReplyKeys.All.Any(key => key.IsWrittenAs(entry.Key))))
            {
                var keys = string.Join(", ", ReplyKeys.Content.Append(ReplyKeys.Error).Append(ReplyKeys.Fault).Select(key => key.Name));
                Report(mapping, "the reply says nothing", $"one of {keys}; text: \"\" is an empty answer");
            }
        }
        else
        {
            var choices = _content.Read(mapping, fields);
            var finish = _reader.Choice(fields.Find(ReplyKeys.Finish), FinishWords.Names, "a reason to end");
            reply = new RuleReply
            {
                Parts = choices[0],
                Alternatives = [.. choices.Skip(1)],
                Finish = finish is null ? null : FinishWords.ReasonOf(finish),
                Usage = ReadUsage(fields.Find(ReplyKeys.Usage)),
                Model = _reader.Text(fields.Find(ReplyKeys.Model), "the model that the answer names"),
            };
        }

        reply = reply with { Delivery = ReadPace(fields) };
        return _problems.Errors.Count == before ? reply : null;
    }

    private RuleReply ReadError(ConfigurationNode error, MappingFields fields)
    {
        foreach (var key in ReplyKeys.All)
        {
            if (key != ReplyKeys.Error && !ReplyKeys.BesideError.Contains(key) && fields.Find(key) is { } other)
            {
                Report(other, $"'{key.Name}' cannot stand beside 'error', which is sent instead of an answer", "one of the two");
            }
        }

        var (reply, message) = _errors.Read(error);
        return new RuleReply { Error = reply, ErrorMessage = message };
    }

    private TokenUsage? ReadUsage(ConfigurationNode? node)
    {
        if (_reader.Mapping(node, "tokens, as in { input: 10, output: 5 }") is not { } mapping)
        {
            return null;
        }

        var fields = MappingFields.Of(mapping, ReplyKeys.UsageParts, _problems);
        foreach (var key in (ConfigurationKey[])[ReplyKeys.UsageInput, ReplyKeys.UsageOutput])
        {
            if (fields.Find(key) is null)
            {
                Report(mapping, $"the usage has no {key.Name}", "input and output, or remove 'usage' to have the tokens counted");
            }
        }

        var usage = new TokenUsage(
            Tokens(ReplyKeys.UsageInput),
            Tokens(ReplyKeys.UsageOutput),
            Tokens(ReplyKeys.UsageCached),
            Tokens(ReplyKeys.UsageCacheCreation),
            Tokens(ReplyKeys.UsageReasoning)
        );
        if ((long)usage.Cached + usage.CacheCreation > usage.Input && fields.Find(ReplyKeys.UsageInput) is { } input)
        {
            _reader.Reject(input, "is less than the cached tokens, which are part of the input", "all input tokens");
        }

        if (usage.Reasoning > usage.Output && fields.Find(ReplyKeys.UsageOutput) is { } output)
        {
            _reader.Reject(output, "is less than the reasoning tokens, which are part of the output", "all output tokens");
        }

        return usage;

        int Tokens(ConfigurationKey key) =>
            (int)(_reader.Whole(fields.Find(key), 0, int.MaxValue, "a number of tokens", "a whole number from 0") ?? 0);
    }

    private TimeSpan? ReadTime(ConfigurationNode? node, string noun) =>
        _reader.Duration(node, 1, noun, "milliseconds from 0 to 86400000, or a duration such as 2s");

    private void Report(ConfigurationNode node, string sentence, string expected) =>
        _problems.Add(new ConfigurationProblem(node.Location, node.Path, sentence) { Expected = expected });
}
