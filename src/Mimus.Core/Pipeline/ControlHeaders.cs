using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Model;

namespace Mimus.Core.Pipeline;

/// <summary>The headers by which a request says how it is to be answered; empty where it has none, or may have none.</summary>
/// <param name="headers">The request's headers.</param>
internal readonly struct ControlHeaders(RequestHeaders headers)
{
    /// <summary>Says what goes wrong: <c>X-Mimus-Fault: cut; after=3</c>.</summary>
    public const string Fault = "X-Mimus-Fault";

    /// <summary>Says how fast the answer comes: <c>X-Mimus-Latency: ttft=200ms; tps=50</c>.</summary>
    public const string Latency = "X-Mimus-Latency";

    /// <summary>Says what the request is limited to: <c>X-Mimus-Limits: rpm=3</c>.</summary>
    public const string Limits = "X-Mimus-Limits";

    /// <summary>Says whether the request's beginning may be found in the prompt cache, and kept: <c>X-Mimus-Prompt-Cache: off</c>.</summary>
    public const string PromptCache = "X-Mimus-Prompt-Cache";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Fault, Latency, Limits, PromptCache];

    /// <summary>True where the request has any of them.</summary>
    public bool Any => headers[Fault] is not null || headers[Latency] is not null || headers[Limits] is not null || headers[PromptCache] is not null;

    /// <summary>
    /// What a header says, read by the reader that files are read with; null where the request does not have it.
    /// </summary>
    /// <param name="name">The header's name.</param>
    /// <param name="leadingKey">The key whose value a bare first word is; null where a bare word can only stand alone.</param>
    /// <param name="read">Makes something of the node; it reports what is wrong.</param>
    /// <exception cref="ControlException">The header cannot be understood.</exception>
    public T? Read<T>(string name, string? leadingKey, Func<ConfigurationNode, NodeReader, ConfigurationProblems, T?> read)
        where T : class
    {
        if (headers[name] is not { } text)
        {
            return null;
        }

        var problems = new ConfigurationProblems();
        var node = ControlText.Read(name, text, leadingKey, problems);
        var value = node is null ? null : read(node, new NodeReader(problems), problems);
        return problems.Errors.Count == 0
            ? value
            : throw new ControlException(new InvalidControl(name, string.Join(" ", problems.Errors.Select(Describe))));
    }

    private static string Describe(ConfigurationProblem problem) =>
        problem.Path.Length > 0 ? $"{problem.Path}: {problem.ToSentence()}" : problem.ToSentence();
}

/// <summary>A header by which a client controls the mock cannot be understood.</summary>
internal sealed class ControlException(InvalidControl refusal) : Exception(refusal.Detail)
{
    /// <summary>What to answer.</summary>
    public InvalidControl Refusal { get; } = refusal;
}
