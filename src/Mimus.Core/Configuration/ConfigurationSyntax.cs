namespace Mimus.Core.Configuration;

/// <summary>How a configuration is written down.</summary>
internal enum ConfigurationSyntax
{
    /// <summary>YAML 1.2 with its core schema: <c>off</c> and <c>yes</c> are strings.</summary>
    Yaml,

    /// <summary>JSON5, of which JSON is a part.</summary>
    Json5,

    /// <summary>A handler file: code, which is run and not read.</summary>
    JavaScript,
}
