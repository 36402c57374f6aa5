namespace Mimus.Core.Configuration;

/// <summary>Collects what is wrong with a configuration, so that its user hears of all of it at once.</summary>
internal sealed class ConfigurationProblems
{
    private readonly List<ConfigurationProblem> _errors = [];
    private readonly List<ConfigurationProblem> _warnings = [];

    /// <summary>What keeps the configuration from being used.</summary>
    public IReadOnlyList<ConfigurationProblem> Errors => _errors;

    /// <summary>What its user should know and can live with.</summary>
    public IReadOnlyList<ConfigurationProblem> Warnings => _warnings;

    public void Add(ConfigurationProblem error) => _errors.Add(error);

    public void Warn(ConfigurationProblem warning) => _warnings.Add(warning);
}
