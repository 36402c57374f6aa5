using Mimus.Core.Model;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Rules;

/// <summary>What a rule replies: data with placeholders, or a function.</summary>
public sealed record RuleReply
{
    /// <summary>The parts, in order.</summary>
    internal IReadOnlyList<PartTemplate> Parts { get; init; } = [];

    /// <summary>Further alternatives for requests that ask for several.</summary>
    internal IReadOnlyList<IReadOnlyList<PartTemplate>> Alternatives { get; init; } = [];

    /// <summary>The error to send instead of an answer.</summary>
    public ErrorReply? Error { get; init; }

    /// <summary>The error's sentence where it has placeholders; null leaves it as <see cref="Error"/> has it.</summary>
    internal TextTemplate? ErrorMessage { get; init; }

    /// <summary>A function that makes the reply; it takes the place of everything else.</summary>
    public Func<MockRequest, CancellationToken, ValueTask<MockReply>>? Factory { get; init; }

    /// <summary>A function that writes the reply anew for each request; it takes the place of everything else.</summary>
    internal Func<MockRequest, CancellationToken, ValueTask<RuleReply>>? Composer { get; init; }

    /// <summary>Why the answer ends; null lets the parts decide.</summary>
    public FinishReason? Finish { get; init; }

    /// <summary>The tokens charged; null lets Mimus count.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The model that the answer names; null names the one asked for.</summary>
    public string? Model { get; init; }

    /// <summary>How it is sent; null leaves it to the configuration.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>True where the reply calls a tool of this name.</summary>
    internal bool Calls(string tool) => Parts.Any(part => part is ToolCallTemplate call && call.Name == tool);

    /// <summary>Makes the reply to a request.</summary>
    internal async ValueTask<MockReply> RenderAsync(TemplateContext context, CancellationToken cancellationToken)
    {
        if (Factory is not null)
        {
            return Sent(await Factory(context.Request, cancellationToken).ConfigureAwait(false));
        }

        if (Composer is not null)
        {
            var composed = await Composer(context.Request, cancellationToken).ConfigureAwait(false);
            return Sent(await composed.RenderAsync(context, cancellationToken).ConfigureAwait(false));
        }

        if (Error is not null)
        {
            return Sent(ErrorMessage is null ? Error : Error with { Message = ErrorMessage.Render(context) });
        }

        return new GeneratedReply(Render(Parts, context))
        {
            Alternatives = [.. Alternatives.Select(parts => Render(parts, context))],
            Finish = Finish,
            Usage = Usage,
            Model = Model,
            Delivery = Delivery,
        };
    }

    // What a function says of its own reply is narrower than what stands beside it.
    private MockReply Sent(MockReply reply) =>
        Delivery is null ? reply : reply with { Delivery = reply.Delivery?.Over(Delivery) ?? Delivery };

    private static ReplyPart[] Render(IReadOnlyList<PartTemplate> parts, TemplateContext context)
    {
        var rendered = new ReplyPart[parts.Count];
        for (var index = 0; index < parts.Count; index++)
        {
            rendered[index] = parts[index].Render(context);
        }

        return rendered;
    }
}
