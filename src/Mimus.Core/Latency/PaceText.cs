using System.Globalization;
using Mimus.Core.Model;

namespace Mimus.Core.Latency;

/// <summary>How answers are sent, in words for people.</summary>
internal static class PaceText
{
    /// <summary>The size of the pieces and all that waits.</summary>
    public static string Of(Delivery delivery)
    {
        var size = delivery.ChunkSize switch
        {
            null => "word by word",
            0 => "each text in one chunk",
            1 => "in chunks of 1 character",
            { } characters => Text($"in chunks of {characters} characters"),
        };
        return string.Join(", ", Waits(delivery).DefaultIfEmpty("without delay").Prepend(size));
    }

    private static IEnumerable<string> Waits(Delivery delivery)
    {
        if (!DeliverySchedule.IsNeeded(delivery))
        {
            yield break;
        }

        if (delivery.TokensPerSecond is { } rate)
        {
            yield return Text($"{rate:0.###} tokens a second");
        }
        else if (delivery.Interval is { } interval)
        {
            yield return Text($"{interval.TotalMilliseconds} ms between chunks");
        }

        if (delivery.TimeToFirstToken > TimeSpan.Zero)
        {
            yield return Text($"{delivery.TimeToFirstToken.Value.TotalMilliseconds} ms before the first");
        }

        if (delivery.Batch is { } batch)
        {
            yield return Text($"{batch.Maximum} at once");
        }

        if (delivery.Speed is { } speed and not 1)
        {
            yield return Text($"played {speed:0.###} times as fast");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
