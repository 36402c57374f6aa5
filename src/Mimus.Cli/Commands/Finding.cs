using Mimus.Core.Configuration;

namespace Mimus.Cli.Commands;

/// <summary>Something that <c>validate</c> has found.</summary>
/// <param name="Problem">What it is.</param>
/// <param name="IsWarning">Whether it can be lived with.</param>
internal sealed record Finding(ConfigurationProblem Problem, bool IsWarning)
{
    public string Severity => IsWarning ? "warning" : "error";
}
