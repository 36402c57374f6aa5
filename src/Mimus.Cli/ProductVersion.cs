using System.Reflection;

namespace Mimus.Cli;

/// <summary>The version of this program.</summary>
internal static class ProductVersion
{
    /// <summary>The version without the commit that it was built from: <c>0.1.0</c>.</summary>
    public static string Current { get; } = Find();

    private static string Find()
    {
        var version = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+')[0] ?? "0.0.0";
    }
}
