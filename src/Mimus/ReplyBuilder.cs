using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Mimus.Core.Faults;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus;

/// <summary>
/// Says what is replied; parts come in the order in which they are said. Texts and arguments take placeholders such as <c>{{message}}</c>
/// or <c>{{match.1}}</c>, and <c>\{{</c> writes the braces themselves; where a function makes the reply, texts are sent as they are.
/// </summary>
public sealed class ReplyBuilder
{
    // Each is asked with true where its text is to be sent as it is, placeholders and all.
    private readonly List<Func<bool, PartTemplate>> _parts = [];
    private readonly List<ReplyBuilder> _choices = [];
    private RuleReply _reply = new();

    /// <summary>Begins a reply that says nothing yet.</summary>
    public ReplyBuilder() { }

    /// <summary>A string is a reply of that text.</summary>
    public static implicit operator ReplyBuilder(string text) => FromString(text);

    /// <summary>A string is a reply of that text.</summary>
    public static ReplyBuilder FromString(string text) => new ReplyBuilder().Text(text);

    /// <summary>Text.</summary>
    public ReplyBuilder Text(string text) => Add(text, template => new TextPartTemplate(template));

    /// <summary>Reasoning; formats that cannot say it leave it out.</summary>
    /// <param name="text">The reasoning or its summary.</param>
    /// <param name="signature">The signature or encrypted content; null lets the format make one.</param>
    public ReplyBuilder Reasoning(string text, string? signature = null) => Add(text, template => new ReasoningTemplate(template, signature));

    /// <summary>Declines to answer.</summary>
    public ReplyBuilder Refusal(string text) => Add(text, template => new RefusalTemplate(template));

    /// <summary>Calls a tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="argumentsJson">The arguments as JSON text.</param>
    /// <param name="id">The call's id; null lets Mimus make one in the vendor's shape.</param>
    /// <exception cref="ArgumentException">The arguments are not JSON.</exception>
    public ReplyBuilder ToolCall(string name, string argumentsJson = "{}", string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        CheckJson(name, argumentsJson);
        _parts.Add(isPlain =>
            isPlain
                ? new ToolCallTemplate(name, null, TextTemplate.Plain(argumentsJson), id)
                : new ToolCallTemplate(name, JsonTemplate.Parse(argumentsJson), null, id)
        );
        return this;
    }

    /// <summary>Calls a tool with arguments given as an object: <c>new { city = "Oslo" }</c>.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments: public properties, a dictionary, or JSON.</param>
    /// <param name="id">The call's id; null lets Mimus make one in the vendor's shape.</param>
    [RequiresUnreferencedCode(ArgumentWriter.TrimmingWarning)]
    public ReplyBuilder ToolCall(string name, object arguments, string? id = null) => ToolCall(name, ArgumentWriter.Write(arguments), id);

    /// <summary>An HTTP error in the vendor's own form, instead of an answer.</summary>
    /// <param name="status">The status, 300 to 599.</param>
    /// <param name="message">The sentence.</param>
    /// <param name="type">The vendor's error type; null takes the one that goes with the status.</param>
    /// <param name="code">The vendor's error code; null for none.</param>
    /// <param name="param">The parameter at fault; null for none.</param>
    /// <param name="retryAfter">How long clients are told to wait, in <c>retry-after</c> and <c>retry-after-ms</c>; null says nothing.</param>
    /// <param name="headers">Further headers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is no error's, or the wait is negative.</exception>
    public ReplyBuilder Error(
        int status,
        string message,
        string? type = null,
        string? code = null,
        string? param = null,
        TimeSpan? retryAfter = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        List<KeyValuePair<string, string>> all = [.. headers ?? []];
        if (retryAfter is { } wait)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero, nameof(retryAfter));
            all.Add(new("retry-after", $"{(long)Math.Ceiling(wait.TotalSeconds)}"));
            all.Add(new("retry-after-ms", $"{(long)wait.TotalMilliseconds}"));
        }

        return With(_reply with { Error = new ErrorReply(status, message) { Type = type, Code = code, Param = param, Headers = all } });
    }

    /// <summary>A further alternative for requests that ask for several (<c>n</c>); of it only the parts count.</summary>
    public ReplyBuilder Choice(ReplyBuilder choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        _choices.Add(choice);
        return this;
    }

    /// <summary>Why the answer ends; by default its parts decide.</summary>
    public ReplyBuilder Finish(FinishReason reason) => With(_reply with { Finish = reason });

    /// <summary>The tokens charged; by default Mimus counts about four characters a token.</summary>
    /// <param name="input">Input tokens, cached ones included.</param>
    /// <param name="output">Output tokens, reasoning included.</param>
    /// <param name="cached">Input tokens read from the prompt cache.</param>
    /// <param name="reasoning">Output tokens spent on reasoning.</param>
    public ReplyBuilder Usage(int input, int output, int cached = 0, int reasoning = 0) =>
        With(_reply with { Usage = new TokenUsage(input, output, cached, Reasoning: reasoning) });

    /// <summary>The model that the answer names; by default the one asked for.</summary>
    public ReplyBuilder Model(string model) => With(_reply with { Model = model });

    /// <summary>The milliseconds between two pieces of a stream; 0 or more.</summary>
    public ReplyBuilder Latency(int milliseconds) => Deliver(delivery => delivery with { Interval = Milliseconds(milliseconds) });

    /// <summary>The milliseconds before the first token, of whole answers and errors too; 0 or more.</summary>
    public ReplyBuilder TimeToFirstToken(int milliseconds) => Deliver(delivery => delivery with { TimeToFirstToken = Milliseconds(milliseconds) });

    /// <summary>How many tokens are made a second, greater than 0; whole answers take as long as their stream would.</summary>
    public ReplyBuilder TokensPerSecond(double tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);
        return Deliver(delivery => delivery with { TokensPerSecond = tokens });
    }

    /// <summary>What goes wrong with the answer, on purpose.</summary>
    public ReplyBuilder Fault(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Deliver(delivery => delivery with { Fault = fault });
    }

    /// <summary>How the answer is sent: a layer over what the reply has said of it before.</summary>
    public ReplyBuilder Sent(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return Deliver(delivery.Over);
    }

    /// <summary>The characters that a piece of a stream has; 0 sends each text in one piece. By default pieces are words.</summary>
    public ReplyBuilder ChunkSize(int characters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(characters);
        return Deliver(delivery => delivery with { ChunkSize = characters });
    }

    /// <summary>The reply as it is now.</summary>
    /// <param name="isPlain">True where texts are sent as they are.</param>
    /// <exception cref="ArgumentException">A placeholder is not one of those known.</exception>
    /// <exception cref="InvalidOperationException">It is an error and an answer at once.</exception>
    internal RuleReply Build(bool isPlain = false)
    {
        if (_reply.Error is not null && _parts.Count > 0)
        {
            throw new InvalidOperationException("A reply is either an error or an answer; remove Error or what else it says.");
        }

        try
        {
            return _reply with
            {
                Parts = Parts(isPlain),
                Alternatives = [.. _choices.Select(choice => choice.Parts(isPlain))],
                ErrorMessage = _reply.Error is { } error && !isPlain ? TextTemplate.Parse(error.Message) : null,
            };
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"The reply cannot be used: {exception.Message}.", exception);
        }
    }

    private static void CheckJson(string name, string argumentsJson)
    {
        try
        {
            using var _ = JsonDocument.Parse(argumentsJson);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The arguments of the tool '{name}' are not JSON: {argumentsJson}", nameof(argumentsJson), exception);
        }
    }

    private static TimeSpan Milliseconds(int milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    private PartTemplate[] Parts(bool isPlain) => [.. _parts.Select(part => part(isPlain))];

    private ReplyBuilder Add(string text, Func<TextTemplate, PartTemplate> part)
    {
        ArgumentNullException.ThrowIfNull(text);
        _parts.Add(isPlain => part(isPlain ? TextTemplate.Plain(text) : TextTemplate.Parse(text)));
        return this;
    }

    private ReplyBuilder Deliver(Func<Delivery, Delivery> change) => With(_reply with { Delivery = change(_reply.Delivery ?? Delivery.Immediate) });

    private ReplyBuilder With(RuleReply reply)
    {
        _reply = reply;
        return this;
    }
}
