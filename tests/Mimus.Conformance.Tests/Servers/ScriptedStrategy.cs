using System.Text.RegularExpressions;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Strategies;

namespace Mimus.Conformance.Tests.Servers;

/// <summary>Answers with the prepared reply that the last user text names as <c>[script name]</c>.</summary>
internal sealed partial class ScriptedStrategy : IReplyStrategy
{
    public string Name => nameof(ScriptedStrategy);

    /// <summary>The text that asks for a prepared reply.</summary>
    public static string Marker(string script) => $"[script {script}]";

    public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        var match = Named().Match(exchange.Request.LastUserText ?? "");
        return ValueTask.FromResult(match.Success ? Scripts.Find(match.Groups[1].Value) : null);
    }

    [GeneratedRegex(@"\[script ([a-z0-9-]+)\]")]
    private static partial Regex Named();
}
