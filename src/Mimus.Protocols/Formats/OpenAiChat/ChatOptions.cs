using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>The parameters of a Chat Completions request that say how to answer, not what.</summary>
internal sealed class ChatOptions
{
    private const int MaximumAlternatives = 20;
    private const int MaximumStops = 4;

    // Those that are read elsewhere come here as null.
    private static readonly ParameterTable Parameters = new(
        Parameter.Any("tools"),
        Parameter.Any("functions"),
        Parameter.Any("response_format"),
        Parameter.Any("stream_options"),
        Parameter.Boolean("store"),
        Parameter.Object("prompt_cache_options"),
        Parameter.String("user"),
        Parameter.Object("web_search_options"),
        Parameter.Choice("verbosity", "low", "medium", "high"),
        Parameter.String("safety_identifier"),
        Parameter.String("prompt_cache_key")
    );

    private long? _choices;
    private long? _seed;
    private List<string> _stop = [];
    private List<string>? _withoutReasoning;

    public double? Temperature { get; private set; }

    public double? TopP { get; private set; }

    public double? FrequencyPenalty { get; private set; }

    public double? PresencePenalty { get; private set; }

    public long? MaxTokens { get; private set; }

    public long? MaxCompletionTokens { get; private set; }

    public string? Effort { get; private set; }

    public bool? Logprobs { get; private set; }

    public int? TopLogprobs { get; private set; }

    /// <summary>The parameters given that no reasoning model takes, however it is told to reason.</summary>
    public IReadOnlyList<string> WithoutReasoning => _withoutReasoning ?? [];

    public Sampling Sampling =>
        new()
        {
            Temperature = Temperature,
            TopP = TopP,
            MaxTokens = (int?)(MaxCompletionTokens ?? MaxTokens),
            Stop = _stop,
            Seed = _seed,
            Choices = (int)(_choices ?? 1),
        };

    /// <summary>Reads the property at hand, or checks and passes over it.</summary>
    public void Read(ref JsonCursor json, WireRequest wire)
    {
        if (!ReadSampling(ref json, wire) && !ReadOther(ref json, wire))
        {
            Parameters.Check(ref json, wire);
        }
    }

    private bool ReadSampling(ref JsonCursor json, WireRequest wire)
    {
        if (json.NameIs("temperature"u8))
        {
            Temperature = json.ReadNumber(0, 2);
        }
        else if (json.NameIs("top_p"u8))
        {
            TopP = json.ReadNumber(0, 1);
        }
        else if (json.NameIs("max_tokens"u8))
        {
            MaxTokens = json.ReadInteger(1, int.MaxValue);
        }
        else if (json.NameIs("max_completion_tokens"u8))
        {
            MaxCompletionTokens = json.ReadInteger(1, int.MaxValue);
        }
        else if (json.NameIs("n"u8))
        {
            _choices = json.ReadInteger(1, 128);
        }
        else if (json.NameIs("seed"u8))
        {
            _seed = json.ReadInteger();
        }
        else if (json.NameIs("stop"u8))
        {
            _stop = ReadStop(ref json, wire);
            Note("stop", _stop.Count > 0);
        }
        else if (json.NameIs("frequency_penalty"u8))
        {
            FrequencyPenalty = json.ReadNumber(-2, 2);
        }
        else if (json.NameIs("presence_penalty"u8))
        {
            PresencePenalty = json.ReadNumber(-2, 2);
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool ReadOther(ref JsonCursor json, WireRequest wire)
    {
        if (json.NameIs("reasoning_effort"u8))
        {
            Effort = json.ReadChoice("none", "minimal", "low", "medium", "high", "xhigh", "max");
        }
        else if (json.NameIs("logprobs"u8))
        {
            Logprobs = json.ReadBoolean();
        }
        else if (json.NameIs("top_logprobs"u8))
        {
            TopLogprobs = ReadAlternatives(ref json, wire);
        }
        else if (json.NameIs("metadata"u8))
        {
            OpenAiMetadata.Check(ref json, wire);
        }
        else if (json.NameIs("logit_bias"u8))
        {
            Note("logit_bias", !json.IsNull);
            ChatExtrasReader.ReadBias(ref json, wire);
        }
        else if (json.NameIs("prediction"u8))
        {
            Note("prediction", !json.IsNull);
            ChatExtrasReader.ReadPrediction(ref json, wire);
        }
        else
        {
            return ChatExtrasReader.Read(ref json, wire);
        }

        return true;
    }

    private void Note(string name, bool isGiven)
    {
        if (isGiven)
        {
            (_withoutReasoning ??= []).Add(name);
        }
    }

    private static int? ReadAlternatives(ref JsonCursor json, WireRequest wire)
    {
        var alternatives = json.ReadInteger(0, int.MaxValue);
        if (alternatives > MaximumAlternatives)
        {
            return wire.IsChecked
                ? throw new WireFormatException(
                    OpenAiErrors.BadRequest(
                        $"Invalid value for 'top_logprobs': must be less than or equal to {MaximumAlternatives}.",
                        "top_logprobs"
                    )
                )
                : MaximumAlternatives;
        }

        return (int?)alternatives;
    }

    private static List<string> ReadStop(ref JsonCursor json, WireRequest wire)
    {
        var stop = new List<string>();
        if (json.Token == JsonTokenType.String)
        {
            stop.Add(json.ReadString());
        }
        else if (!json.IsNull && json.BeginArray("one of a string or array of strings"))
        {
            while (json.NextItem())
            {
                stop.Add(json.ReadString());
            }

            if (stop.Count > MaximumStops && wire.IsChecked)
            {
                throw json.Invalid(new FieldTooLong(MaximumStops, stop.Count, IsArray: true));
            }
        }

        return stop;
    }
}
