using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>The parameters of a Messages request that say how to answer, not what.</summary>
internal sealed class MessagesOptions
{
    private static readonly ParameterTable Shared = new(Parameter.Object("cache_control"));
    private static readonly ParameterTable Generation = new(
        Parameter.Object("cache_control"),
        Parameter.Any("container"),
        Parameter.String("inference_geo")
    );

    // Known only to a request that asks for some beta.
    private static readonly ParameterTable Beta = new(
        Parameter.Object("cache_control"),
        Parameter.Any("container"),
        Parameter.String("inference_geo"),
        Parameter.Object("context_management"),
        Parameter.Array("mcp_servers"),
        Parameter.Choice("speed", "standard", "fast"),
        Parameter.String("user_profile_id")
    );

    private static readonly ParameterTable OutputConfig = new(Parameter.Object("task_budget"));
    private static readonly ParameterTable None = new();
    private static readonly string[] ServiceTiers = ["auto", "standard_only"];

    private double? _temperature;
    private double? _topP;
    private List<string> _stop = [];

    public long? MaxTokens { get; private set; }

    public long? TopK { get; private set; }

    public double? Temperature => _temperature;

    public double? TopP => _topP;

    public ThinkingConfig? Thinking { get; private set; }

    public string? Effort { get; private set; }

    public ResponseFormat ResponseFormat { get; private set; } = ResponseFormat.Text;

    public Sampling Sampling =>
        new()
        {
            Temperature = _temperature,
            TopP = _topP,
            MaxTokens = (int?)MaxTokens,
            Stop = _stop,
        };

    public void Read(ref JsonCursor json, WireRequest wire)
    {
        if (json.NameIs("thinking"u8))
        {
            Thinking = ThinkingConfig.Read(ref json, wire);
        }
        else if (json.NameIs("output_config"u8))
        {
            ReadOutputConfig(ref json, wire);
        }
        else if (json.NameIs("output_format"u8))
        {
            ResponseFormat = json.IsNull ? ResponseFormat.Text : OutputFormatReader.Read(ref json, wire);
        }
        else if (IsGeneration(json.Name))
        {
            RefuseOutsideGeneration(json, wire);
            ReadGeneration(ref json, wire);
        }
        else
        {
            var knowsBeta = !wire.IsExact || wire.Headers.Contains("anthropic-beta");
            var table = knowsBeta ? Beta : wire.Operation == Operation.Generate ? Generation : Shared;
            table.Check(ref json, wire);
        }
    }

    /// <summary>Counting tokens takes no parameter of the generation; the vendor says so where validation is exact.</summary>
    public static void RefuseOutsideGeneration(in JsonCursor json, WireRequest wire)
    {
        if (wire is { IsExact: true, Operation: not Operation.Generate })
        {
            throw json.Invalid(new FieldUnknown());
        }
    }

    private static bool IsGeneration(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("max_tokens"u8)
        || name.SequenceEqual("temperature"u8)
        || name.SequenceEqual("top_p"u8)
        || name.SequenceEqual("top_k"u8)
        || name.SequenceEqual("stop_sequences"u8)
        || name.SequenceEqual("metadata"u8)
        || name.SequenceEqual("service_tier"u8);

    private void ReadGeneration(ref JsonCursor json, WireRequest wire)
    {
        if (json.NameIs("max_tokens"u8))
        {
            // 0 fills the prompt cache and generates nothing.
            MaxTokens = json.IsNull ? json.Wrong<long?>("an integer", null) : json.ReadInteger(0, int.MaxValue);
        }
        else if (json.NameIs("temperature"u8))
        {
            _temperature = json.IsNull ? json.Wrong<double?>("a decimal", null) : json.ReadNumber(0, 1);
        }
        else if (json.NameIs("top_p"u8))
        {
            _topP = json.IsNull ? json.Wrong<double?>("a decimal", null) : json.ReadNumber(0, 1);
        }
        else if (json.NameIs("top_k"u8))
        {
            TopK = json.IsNull ? json.Wrong<long?>("an integer", null) : json.ReadInteger(0);
        }
        else if (json.NameIs("stop_sequences"u8))
        {
            _stop = ReadStop(ref json, wire);
        }
        else if (json.NameIs("metadata"u8))
        {
            ReadMetadata(ref json, wire);
        }
        else
        {
            LiteralReader.Read(ref json, wire, ServiceTiers);
        }
    }

    private static List<string> ReadStop(ref JsonCursor json, WireRequest wire)
    {
        var stop = new List<string>();
        if (!json.BeginArray(AnthropicFields.List))
        {
            return stop;
        }

        while (json.NextItem())
        {
            stop.Add(json.ReadString());
            if (wire.IsChecked && string.IsNullOrWhiteSpace(stop[^1]))
            {
                throw new WireFormatException(
                    AnthropicErrors.BadRequest("stop_sequences: each stop sequence must contain non-whitespace")
                );
            }
        }

        return stop;
    }

    private static void ReadMetadata(ref JsonCursor json, WireRequest wire)
    {
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (!json.NameIs("user_id"u8))
            {
                None.Check(ref json, wire);
            }
            else if (json.ReadOptionalString() is { Length: > 512 } user && wire.IsChecked)
            {
                throw json.Invalid(new FieldTooLong(512, user.Length, IsArray: false));
            }
        }
    }

    private void ReadOutputConfig(ref JsonCursor json, WireRequest wire)
    {
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("effort"u8))
            {
                Effort = json.ReadChoice("low", "medium", "high", "xhigh", "max");
            }
            else if (json.NameIs("format"u8))
            {
                ResponseFormat = json.IsNull ? ResponseFormat.Text : OutputFormatReader.Read(ref json, wire);
            }
            else
            {
                OutputConfig.Check(ref json, wire);
            }
        }
    }
}
