using Mimus.Core.Time;
using Xunit;

namespace Mimus.Conformance.Tests.Servers;

/// <summary>Moves a server's frozen clock on in small steps while something waits for it.</summary>
internal static class HeldClock
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>Freezes the clock, begins something, and waits for it.</summary>
    public static Task<T> RunAsync<T>(this MimusClock clock, Func<Task<T>> begin)
    {
        clock.Freeze();
        return clock.RunAsync(begin());
    }

    /// <summary>Waits for a task that waits for the clock; gives up after an hour of the clock's time.</summary>
    public static async Task<T> RunAsync<T>(this MimusClock clock, Task<T> task)
    {
        clock.Freeze();
        var cancellation = TestContext.Current.CancellationToken;
        for (var left = TimeSpan.FromHours(1); !task.IsCompleted && left > TimeSpan.Zero; left -= Step)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(task, clock.WhenPendingAsync(1, over.Token));
            await over.CancelAsync();
            if (!task.IsCompleted) clock.Advance(Step);
        }

        return await task.WaitAsync(TimeSpan.FromSeconds(30), cancellation);
    }
}
