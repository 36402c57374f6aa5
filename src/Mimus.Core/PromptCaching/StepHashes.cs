using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Core.PromptCaching;

/// <summary>The hashes of a prompt's beginnings at even steps, wherever its texts end.</summary>
internal ref struct StepHashes
{
    private readonly Span<ulong> _prefixes;
    private readonly int _stepBytes;
    private PrefixHash _hash;
    private int _step;
    private int _room;

    private StepHashes(Span<ulong> prefixes, int tokens)
    {
        _prefixes = prefixes;
        _stepBytes = tokens * TokenEstimator.CharactersPerToken;
        _hash = new PrefixHash(1);
        _room = _stepBytes;
    }

    /// <summary>Fills in the hash of each beginning of so many steps, and says how many steps there are.</summary>
    public static int Fill(MockRequest request, Span<ulong> prefixes, int tokens)
    {
        var steps = new StepHashes(prefixes, tokens);
        foreach (var tool in request.Tools)
        {
            steps._hash.Add(tool.Name);
            steps._hash.Add(tool.Description ?? "");
            steps.Add(tool.Schema.Span);
        }

        foreach (var message in request.Messages)
        {
            // A role is part of the prompt too; a byte of it is enough to tell one from another.
            steps._hash.Add([(byte)message.Role]);
            foreach (var part in message.Parts)
            {
                switch (part)
                {
                    case MessageText text:
                        steps.Add(text.Utf8);
                        break;
                    case MessageToolResult result:
                        steps.Add(result.Utf8);
                        break;
                    default:
                        PromptBlocks.Add(ref steps._hash, part);
                        break;
                }
            }
        }

        return steps._step;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= _room && _step + 1 < _prefixes.Length)
        {
            _hash.Add(bytes[.._room]);
            bytes = bytes[_room..];
            _prefixes[++_step] = _hash.Value;
            _room = _stepBytes;
        }

        _hash.Add(bytes);
        _room = Math.Max(1, _room - bytes.Length);
    }
}
