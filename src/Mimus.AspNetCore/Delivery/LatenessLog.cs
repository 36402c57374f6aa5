using Microsoft.Extensions.Logging;

namespace Mimus.AspNetCore.Delivery;

/// <summary>Says in the log when Mimus itself cannot keep the pace that was asked of it: at most once in ten seconds.</summary>
internal sealed class LatenessLog(ILogger log, TimeProvider time)
{
    /// <summary>What is later than this is said; what is earlier, nobody can tell from the network.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _quietUntil;
    private TimeSpan _worst;
    private int _count;

    /// <summary>Notes an answer's worst lateness.</summary>
    public void Report(TimeSpan late)
    {
        if (late <= Tolerance)
        {
            return;
        }

        int count;
        TimeSpan worst;
        lock (_gate)
        {
            _count++;
            _worst = late > _worst ? late : _worst;
            var now = time.GetElapsedTime(_start);
            if (now < _quietUntil)
            {
                return;
            }

            (count, worst) = (_count, _worst);
            (_quietUntil, _count, _worst) = (now + Pause, 0, TimeSpan.Zero);
        }

        log.LogWarning(
            "Mimus cannot keep the pace: {Count} answers since the last such line were sent more than {Tolerance} ms later than planned, the latest "
                + "by {Worst:0} ms. Fewer answers at once, or more processors, help.",
            count,
            Tolerance.TotalMilliseconds,
            worst.TotalMilliseconds
        );
    }
}
