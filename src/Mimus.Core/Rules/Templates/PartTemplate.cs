using Mimus.Core.Model;

namespace Mimus.Core.Rules.Templates;

/// <summary>A part of a scripted reply, its placeholders still open: a closed family.</summary>
internal abstract record PartTemplate
{
    private protected PartTemplate() { }

    public abstract ReplyPart Render(TemplateContext context);
}

/// <summary>Text.</summary>
internal sealed record TextPartTemplate(TextTemplate Text) : PartTemplate
{
    public override ReplyPart Render(TemplateContext context) => new ReplyText(Text.Render(context));
}

/// <summary>Reasoning.</summary>
internal sealed record ReasoningTemplate(TextTemplate Text, string? Signature = null) : PartTemplate
{
    public override ReplyPart Render(TemplateContext context) => new ReplyReasoning(Text.Render(context), Signature);
}

/// <summary>A refusal.</summary>
internal sealed record RefusalTemplate(TextTemplate Text) : PartTemplate
{
    public override ReplyPart Render(TemplateContext context) => new ReplyRefusal(Text.Render(context));
}

/// <summary>A tool call; arguments are JSON for a function, text for a custom tool.</summary>
internal sealed record ToolCallTemplate(string Name, JsonTemplate? Arguments, TextTemplate? Input = null, string? Id = null) : PartTemplate
{
    public override ReplyPart Render(TemplateContext context) =>
        new ReplyToolCall(Name, Arguments?.Render(context) ?? Input?.Render(context) ?? "{}", Id);
}
