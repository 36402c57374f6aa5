using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus.Scripting;

/// <summary>Reads what a handler returns as rule files write replies, so that both know the same words.</summary>
internal static class HandlerReply
{
    private static readonly DateTimeOffset NoTime = DateTimeOffset.UnixEpoch;

    public static ValueTask<MockReply> MakeAsync(string name, string json, MockRequest request, CancellationToken cancellationToken)
    {
        // What a script returns is final: braces and dollars in it are no placeholders and no templates.
        var (reply, problems) = RuleFilesCompiler.CompileReply(new ConfigurationSource(name, json, ConfigurationSyntax.Json5));
        if (reply is null || problems.Count > 0)
        {
            var problem = problems.Count > 0 ? problems[0] : null;
            throw new RuleFailedException($"The handler file '{name}' returned a reply that cannot be sent: {problem?.What} ({problem?.Path})");
        }

        var context = new TemplateContext(new RuleSubject(request), 1, NoTime, new SeededRandom(0));
        return reply.RenderAsync(context, cancellationToken);
    }
}
