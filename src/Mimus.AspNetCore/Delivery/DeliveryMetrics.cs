using System.Diagnostics.Metrics;

namespace Mimus.AspNetCore.Delivery;

/// <summary>The numbers of delivery, for whoever listens to the meter <c>Mimus</c>.</summary>
internal static class DeliveryMetrics
{
    private static readonly Meter s_meter = new("Mimus");

    private static readonly Histogram<double> s_lateness = s_meter.CreateHistogram<double>(
        "mimus.delivery.lateness",
        "s",
        "By how much a piece, or a whole answer, was sent later than planned."
    );

    /// <summary>Notes by how much something was late.</summary>
    public static void Record(TimeSpan late)
    {
        if (s_lateness.Enabled)
        {
            s_lateness.Record(late.TotalSeconds);
        }
    }
}
