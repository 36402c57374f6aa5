using System.Globalization;

namespace Mimus.Cli;

/// <summary>Numbers with their nouns.</summary>
internal static class Counted
{
    /// <summary><c>1 rule</c>, <c>2 rules</c>.</summary>
    public static string Of(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
