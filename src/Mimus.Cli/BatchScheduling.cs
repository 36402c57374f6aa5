using System.Runtime.InteropServices;

namespace Mimus.Cli;

/// <summary>
/// Asks Linux to let the threads of this process finish their turns: by default it interrupts a thread that answers requests for each byte that comes in,
/// and where cores are scarce that is a third of the time. See docs/decisions/0022-batch-scheduling.md.
/// </summary>
internal static partial class BatchScheduling
{
    // SCHED_BATCH of <sched.h>: https://man7.org/linux/man-pages/man7/sched.7.html
    private const int Batch = 3;

    /// <summary>
    /// Asks for the main thread, which must be the one that calls, and so for all that are started from now on. Where the system does not know or does
    /// not want it, all stays as it is.
    /// </summary>
    public static void Request()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetScheduler(0, Batch, new Parameters());
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system of another kind: its own scheduling is as good as any.
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetScheduler(int thread, int policy, in Parameters parameters);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Parameters
    {
        // Batch threads have no priority but 0.
        private readonly int _priority;
    }
}
