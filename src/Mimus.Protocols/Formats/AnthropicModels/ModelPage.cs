using System.Globalization;
using Mimus.Core.Model;

namespace Mimus.Protocols.Formats.AnthropicModels;

/// <summary>The page of a list that a request asks for.</summary>
/// <param name="Limit">The most models on it.</param>
/// <param name="After">The model that it begins behind; null for the list's start.</param>
/// <param name="Before">The model that it ends in front of; null where it has no such end.</param>
internal sealed record ModelPage(int Limit, string? After, string? Before)
{
    private const int DefaultLimit = 20;
    private const int LargestLimit = 1000;

    public static ModelPage Read(WireRequest wire) =>
        new(ReadLimit(wire), QueryText.Find(wire.Query, "after_id"), QueryText.Find(wire.Query, "before_id"));

    /// <summary>The models on the page; none where the model that it is counted from is not in the list.</summary>
    public IReadOnlyList<ModelEntry> Of(IReadOnlyList<ModelEntry> models, out bool hasMore)
    {
        var start = After is null ? 0 : IndexOf(models, After) + 1;
        var end = Before is null ? models.Count : IndexOf(models, Before);
        if ((After is not null && start == 0) || end < start)
        {
            hasMore = false;
            return [];
        }

        // Going back, the page is the one next to where it ends, and what is more lies in front of it.
        var count = Math.Min(Limit, end - start);
        hasMore = end - start > count;
        return [.. models.Skip(Before is null ? start : end - count).Take(count)];
    }

    private static int ReadLimit(WireRequest wire)
    {
        if (QueryText.Find(wire.Query, "limit") is not { } written)
        {
            return DefaultLimit;
        }

        if (!int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
        {
            return wire.IsChecked ? throw Invalid(new FieldWrongType("an integer", "a string")) : DefaultLimit;
        }

        return limit switch
        {
            < 1 when wire.IsChecked => throw Invalid(new FieldTooSmall(1, written, IsInteger: true)),
            > LargestLimit when wire.IsChecked => throw Invalid(new FieldTooLarge(LargestLimit, written, IsInteger: true)),
            _ => Math.Clamp(limit, 1, LargestLimit),
        };
    }

    private static WireFormatException Invalid(FieldProblem problem) => new(new InvalidField(new FieldPath("limit"), problem));

    private static int IndexOf(IReadOnlyList<ModelEntry> models, string id)
    {
        for (var index = 0; index < models.Count; index++)
        {
            if (models[index].Id == id)
            {
                return index;
            }
        }

        return -1;
    }
}
