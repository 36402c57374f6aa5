using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mimus.Core.Configuration.Documents;

/// <summary>Reads one YAML document from the parser's events into nodes: no type is guessed beyond the core schema, nothing is deserialised.</summary>
internal sealed class YamlReader
{
    private readonly string _name;
    private readonly Parser _parser;
    private readonly ConfigurationProblems _problems;
    private readonly YamlAnchors _anchors = new();
    private int _depth;

    private YamlReader(string name, string text, ConfigurationProblems problems)
    {
        _name = name;
        _parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
        _problems = problems;
    }

    /// <summary>
    /// Reads a text of one document; a null where it is empty. Throws <see cref="DocumentSyntaxException"/> where it is not YAML, holds
    /// several documents, or uses what a configuration has no meaning for.
    /// </summary>
    public static ConfigurationNode Read(string name, string text, ConfigurationProblems problems)
    {
        try
        {
            return new YamlReader(name, text, problems).ReadStream();
        }
        catch (YamlException exception)
        {
            throw new DocumentSyntaxException(YamlSyntaxMessage.PlaceOf(exception, name, text), YamlSyntaxMessage.Of(exception));
        }
    }

    private ConfigurationNode ReadStream()
    {
        Take();
        if (Take() is not DocumentStart)
        {
            return ConfigurationScalar.Null(new SourceLocation(_name, 1, 1), "", "");
        }

        var root = ReadNode(Take(), "");
        Take();
        if (Take() is DocumentStart second)
        {
            throw Error(second, "a second document begins here; a configuration is one document, so remove the '---' and what follows");
        }

        return root;
    }

    private ParsingEvent Take()
    {
        do
        {
            if (!MoveNext())
            {
                throw Error(_parser.Current, "the document ends too early");
            }
        } while (_parser.Current is Comment);

        return _parser.Current!;
    }

    private bool MoveNext()
    {
        var last = _parser.Current;
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser stumbles over some broken texts, such as a list that is not closed, instead of refusing them.
            throw Error(last, "this is not YAML: what follows here cannot be parsed; look for a bracket or a quote that is not closed");
        }
    }

    private ConfigurationNode ReadNode(ParsingEvent current, string path)
    {
        if (current is AnchorAlias alias)
        {
            return ReadAlias(alias, path);
        }

        var anchor = current is NodeEvent { Anchor.IsEmpty: false } named ? named.Anchor.Value : null;
        _anchors.Begin(anchor);
        ConfigurationNode node = current switch
        {
            Scalar scalar => ReadScalar(scalar, path),
            SequenceStart start => ReadList(start, path),
            MappingStart start => ReadMapping(start, path),
            _ => throw Error(current, "a value is missing here; write one"),
        };
        _anchors.End(anchor, node);
        return node;
    }

    private ConfigurationNode ReadAlias(AnchorAlias alias, string path)
    {
        try
        {
            return _anchors.Resolve(alias.Value.Value, At(_name, alias.Start), path, _depth);
        }
        catch (InvalidOperationException exception)
        {
            throw Error(alias, exception.Message);
        }
    }

    private ConfigurationScalar ReadScalar(Scalar scalar, string path)
    {
        var location = At(_name, scalar.Start);
        var tag = scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? "" : scalar.Tag.Value;
        switch (tag)
        {
            case "" when scalar.Style != ScalarStyle.Plain:
            case "" when scalar.Tag.IsNonSpecific:
            case "tag:yaml.org,2002:str":
                return ConfigurationScalar.Of(location, path, scalar.Value);
            case "":
            case "tag:yaml.org,2002:null" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float":
                return YamlCoreSchema.Resolve(location, path, scalar.Value);
            default:
                throw Error(scalar, $"the tag {Quotation.Of(tag)} has no meaning in a configuration; remove it");
        }
    }

    private ConfigurationList ReadList(SequenceStart start, string path)
    {
        Enter(start);
        var items = new List<ConfigurationNode>();
        for (var next = Take(); next is not SequenceEnd; next = Take())
        {
            items.Add(ReadNode(next, NodePath.Join(path, items.Count)));
        }

        _depth--;
        return new ConfigurationList(At(_name, start.Start), path, items);
    }

    private ConfigurationMapping ReadMapping(MappingStart start, string path)
    {
        Enter(start);
        var entries = new MappingBuilder(path, _problems);
        for (var next = Take(); next is not MappingEnd; next = Take())
        {
            if (ReadNode(next, path) is not ConfigurationScalar key)
            {
                throw Error(next, "only a name can be a key here; write a plain or quoted text before the ':'");
            }

            entries.Add(key.Text, key.Location, ReadNode(Take(), NodePath.Join(path, key.Text)));
        }

        _depth--;
        return new ConfigurationMapping(At(_name, start.Start), path, entries.Entries);
    }

    private void Enter(ParsingEvent start)
    {
        if (++_depth > DocumentLimits.MaximumDepth)
        {
            throw Error(start, $"more than {DocumentLimits.MaximumDepth} mappings and lists stand in each other; flatten the document");
        }
    }

    private DocumentSyntaxException Error(ParsingEvent? place, string sentence) => new(At(_name, place?.Start ?? Mark.Empty), sentence);

    private static SourceLocation At(string name, Mark mark) =>
        new(name, int.CreateSaturating(mark.Line), int.CreateSaturating(mark.Column));
}
