namespace Mimus.Core.Configuration.Documents;

/// <summary>Reads JSON5, and so JSON with its comments and trailing commas, into nodes. (The grammar: json5.org, version 1.0.0.)</summary>
internal sealed class Json5Reader
{
    private readonly Json5Scanner _scanner;
    private readonly ConfigurationProblems _problems;
    private int _depth;

    private Json5Reader(string name, string text, ConfigurationProblems problems)
    {
        _scanner = new Json5Scanner(name, text);
        _problems = problems;
    }

    /// <summary>
    /// Reads a text of exactly one value, whose path is <paramref name="path"/>; throws <see cref="DocumentSyntaxException"/> where it is
    /// not JSON5.
    /// </summary>
    public static ConfigurationNode Read(string name, string text, ConfigurationProblems problems, string path = "") =>
        new Json5Reader(name, text, problems).ReadDocument(path);

    private ConfigurationNode ReadDocument(string path)
    {
        _scanner.SkipBlank();
        if (_scanner.Peek() < 0)
        {
            throw _scanner.Error("the document is empty; write a value, such as {}");
        }

        var root = ReadValue(path);
        _scanner.SkipBlank();
        if (_scanner.Peek() >= 0)
        {
            throw _scanner.Error($"{Quotation.OfCharacter(_scanner.Peek())} follows the document's end; a document is a single value");
        }

        return root;
    }

    private ConfigurationNode ReadValue(string path)
    {
        var location = _scanner.Location;
        var start = _scanner.Index;
        var next = _scanner.Peek();
        if (next is '"' or '\'')
        {
            return ConfigurationScalar.Of(location, path, Json5Strings.ReadQuoted(_scanner));
        }

        if (Json5Numbers.CanBegin(next))
        {
            var number = Json5Numbers.Read(_scanner);
            return ConfigurationScalar.Of(location, path, number, _scanner.TakenSince(start).ToString());
        }

        return next switch
        {
            '{' => Nested(() => ReadMapping(location, path)),
            '[' => Nested(() => ReadList(location, path)),
            _ => ReadWord(location, path),
        };
    }

    private ConfigurationNode Nested(Func<ConfigurationNode> read)
    {
        if (++_depth > DocumentLimits.MaximumDepth)
        {
            throw _scanner.Error($"more than {DocumentLimits.MaximumDepth} objects and arrays stand in each other; flatten the document");
        }

        var node = read();
        _depth--;
        return node;
    }

    private ConfigurationMapping ReadMapping(SourceLocation location, string path)
    {
        var entries = new MappingBuilder(path, _problems);
        _scanner.Take();
        while (true)
        {
            _scanner.SkipBlank();
            if (_scanner.TryTake('}'))
            {
                return new ConfigurationMapping(location, path, entries.Entries);
            }

            var keyLocation = _scanner.Location;
            var key = ReadKey();
            _scanner.SkipBlank();
            if (!_scanner.TryTake(':'))
            {
                throw _scanner.Error($"{Quotation.OfCharacter(_scanner.Peek())} follows the key {Quotation.Of(key)}; write ':' and a value there");
            }

            _scanner.SkipBlank();
            entries.Add(key, keyLocation, ReadValue(NodePath.Join(path, key)));
            ReadSeparator('}', "object", location);
        }
    }

    private string ReadKey()
    {
        if (_scanner.Peek() is '"' or '\'')
        {
            return Json5Strings.ReadQuoted(_scanner);
        }

        if (!Json5Strings.IsIdentifierPart(_scanner, isFirst: true))
        {
            throw _scanner.Error($"{Quotation.OfCharacter(_scanner.Peek())} cannot begin a key; write a name, a quoted key or '}}'");
        }

        return Json5Strings.ReadIdentifier(_scanner);
    }

    private ConfigurationList ReadList(SourceLocation location, string path)
    {
        var items = new List<ConfigurationNode>();
        _scanner.Take();
        while (true)
        {
            _scanner.SkipBlank();
            if (_scanner.TryTake(']'))
            {
                return new ConfigurationList(location, path, items);
            }

            items.Add(ReadValue(NodePath.Join(path, items.Count)));
            ReadSeparator(']', "array", location);
        }
    }

    private void ReadSeparator(char end, string container, SourceLocation start)
    {
        _scanner.SkipBlank();
        if (!_scanner.TryTake(',') && _scanner.Peek() != end)
        {
            throw _scanner.Error(
                $"{Quotation.OfCharacter(_scanner.Peek())} stands in the {container} that begins on line {start.Line}; "
                    + $"write ',' between values and '{end}' at the end"
            );
        }
    }

    private ConfigurationScalar ReadWord(SourceLocation location, string path)
    {
        if (!Json5Strings.IsIdentifierPart(_scanner, isFirst: true))
        {
            throw _scanner.Error($"{Quotation.OfCharacter(_scanner.Peek())} stands where a value is expected; write a value there");
        }

        return Json5Strings.ReadIdentifier(_scanner) switch
        {
            "true" => ConfigurationScalar.Of(location, path, true, "true"),
            "false" => ConfigurationScalar.Of(location, path, false, "false"),
            "null" => ConfigurationScalar.Null(location, path, "null"),
            var word => throw new DocumentSyntaxException(location, $"{Quotation.Of(word)} is not a value; put it in quotes if it is a text"),
        };
    }
}
