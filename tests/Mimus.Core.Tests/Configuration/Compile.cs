using Mimus.Core.Configuration;

namespace Mimus.Core.Tests.Configuration;

/// <summary>Compiles configurations for tests.</summary>
internal static class Compile
{
    public static CompiledConfiguration Yaml(string text, params (string Name, string Value)[] environment) =>
        ConfigurationCompiler.Compile(new ConfigurationSource("config.yaml", text, ConfigurationSyntax.Yaml), Variables(environment));

    public static CompiledConfiguration Json5(string text, params (string Name, string Value)[] environment) =>
        ConfigurationCompiler.Compile(new ConfigurationSource("config.json", text, ConfigurationSyntax.Json5), Variables(environment));

    public static CompiledConfiguration Environment(params (string Name, string Value)[] environment) =>
        ConfigurationCompiler.Compile(null, Variables(environment));

    public static IReadOnlyList<KeyValuePair<string, string>> Variables(params (string Name, string Value)[] variables) =>
        [.. variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))];
}
