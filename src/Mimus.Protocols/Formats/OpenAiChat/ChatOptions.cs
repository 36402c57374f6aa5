using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>The parameters of a Chat Completions request that say how to answer, not what.</summary>
internal sealed class ChatOptions
{
    private static readonly ParameterTable Parameters = new(
        Parameter.Boolean("store"),
        Parameter.Object("metadata"),
        Parameter.Number("frequency_penalty", -2, 2),
        Parameter.Number("presence_penalty", -2, 2),
        Parameter.Object("logit_bias"),
        Parameter.Array("modalities"),
        Parameter.Any("prediction"),
        Parameter.Object("audio"),
        Parameter.String("user"),
        Parameter.Object("web_search_options"),
        Parameter.Choice("verbosity", "low", "medium", "high"),
        Parameter.String("safety_identifier"),
        Parameter.String("prompt_cache_key"),
        Parameter.String("prompt_cache_retention"),
        Parameter.Object("moderation")
    );

    private long? _choices;
    private long? _seed;
    private List<string> _stop = [];

    public double? Temperature { get; private set; }

    public double? TopP { get; private set; }

    public long? MaxTokens { get; private set; }

    public long? MaxCompletionTokens { get; private set; }

    public string? Effort { get; private set; }

    public bool? Logprobs { get; private set; }

    public long? TopLogprobs { get; private set; }

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
        }
        else if (json.NameIs("reasoning_effort"u8))
        {
            Effort = json.ReadChoice("none", "minimal", "low", "medium", "high", "xhigh", "max");
        }
        else if (json.NameIs("logprobs"u8))
        {
            Logprobs = json.ReadBoolean();
        }
        else if (json.NameIs("top_logprobs"u8))
        {
            TopLogprobs = json.ReadInteger(0, 20);
        }
        else
        {
            Parameters.Check(ref json, wire);
        }
    }

    private static List<string> ReadStop(ref JsonCursor json, WireRequest wire)
    {
        var stop = new List<string>();
        if (json.Token == JsonTokenType.String)
        {
            stop.Add(json.ReadString());
        }
        else if (!json.IsNull && json.BeginArray("one of an array of strings or a string"))
        {
            while (json.NextItem())
            {
                stop.Add(json.ReadString());
            }

            if (stop.Count > 4 && wire.IsChecked)
            {
                throw new WireFormatException(new InvalidField(new FieldPath("stop"), new FieldTooLong(4, stop.Count, IsArray: true)));
            }
        }

        return stop;
    }
}
