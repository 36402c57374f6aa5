using Mimus.Core.Model;

namespace Mimus.Core.Latency;

/// <summary>Answers that are being made at the same time on the same simulated hardware, and those that wait for their turn.</summary>
internal sealed class StreamLoad
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private int _running;

    /// <summary>How many are being made.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>How many times slower everything is made at the moment.</summary>
    public double Slowdown(Delivery delivery)
    {
        var running = Running;
        var slowdown = 1 + ((delivery.LoadFactor ?? 0) * Math.Max(0, running - 1));
        return delivery.Batch is { } batch ? slowdown * Math.Max(1, (double)running / batch.Knee) : slowdown;
    }

    /// <summary>Takes part; waits for a place where the batch is full. False where even the queue is.</summary>
    public async ValueTask<bool> EnterAsync(BatchLimits? batch, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (batch is null || (_running < batch.Maximum && _waiting.Count == 0))
            {
                _running++;
                return true;
            }

            if (_waiting.Count >= batch.Queue)
            {
                return false;
            }

            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            await place.Value.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            Abandon(place);
            throw;
        }
    }

    /// <summary>Makes room; whoever waits longest gets it.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (_waiting.First is { } next)
            {
                _waiting.Remove(next);
                next.Value.SetResult();
            }
            else
            {
                _running--;
            }
        }
    }

    // The place may have been given just when its owner left: then it goes to the next.
    private void Abandon(LinkedListNode<TaskCompletionSource> place)
    {
        lock (_gate)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
                return;
            }
        }

        Leave();
    }
}
