using System.Runtime.InteropServices;

namespace Mimus.Cli;

/// <summary>Ctrl-C and SIGTERM: the first asks the server to stop, the second ends it at once.</summary>
internal sealed class ShutdownSignals : IDisposable
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _second = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>True where the process's signals count, and not only calls of <see cref="Raise"/>.</summary>
    public bool ListensToProcess { get; init; }

    /// <summary>Done at the first signal.</summary>
    public Task First => _first.Task;

    /// <summary>Cancelled at the second signal.</summary>
    public CancellationToken Second => _second.Token;

    /// <summary>From here on signals no longer end the process by themselves.</summary>
    public void Listen()
    {
        if (ListensToProcess)
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        }
    }

    /// <summary>Does what a signal does.</summary>
    public void Raise()
    {
        if (!_first.TrySetResult())
        {
            _second.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _second.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Raise();
    }
}
