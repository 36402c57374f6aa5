namespace Mimus.Core.Time;

/// <summary>The waits of a clock, the next to come due in front; each knows its place, so that it leaves without a search.</summary>
internal sealed class TimerHeap
{
    private ClockTimer[] _items = new ClockTimer[16];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The next to come due; null where there is none.</summary>
    public ClockTimer? First => Count == 0 ? null : _items[0];

    public void Add(ClockTimer timer)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        Put(timer, Count++);
        Rise(timer);
    }

    /// <summary>Takes a timer out; does nothing where it is not in.</summary>
    public void Remove(ClockTimer timer)
    {
        if (timer.Position < 0)
        {
            return;
        }

        var last = _items[--Count];
        _items[Count] = null!;
        if (!ReferenceEquals(last, timer))
        {
            Put(last, timer.Position);
            Rise(last);
            Sink(last);
        }

        timer.Position = -1;
    }

    private void Rise(ClockTimer timer)
    {
        while (timer.Position > 0 && IsBefore(timer, _items[(timer.Position - 1) / 2]))
        {
            Swap(timer, _items[(timer.Position - 1) / 2]);
        }
    }

    private void Sink(ClockTimer timer)
    {
        while (true)
        {
            var child = (timer.Position * 2) + 1;
            if (child >= Count)
            {
                return;
            }

            if (child + 1 < Count && IsBefore(_items[child + 1], _items[child]))
            {
                child++;
            }

            if (!IsBefore(_items[child], timer))
            {
                return;
            }

            Swap(timer, _items[child]);
        }
    }

    private void Swap(ClockTimer one, ClockTimer other)
    {
        var position = one.Position;
        Put(one, other.Position);
        Put(other, position);
    }

    private void Put(ClockTimer timer, int position)
    {
        _items[position] = timer;
        timer.Position = position;
    }

    private static bool IsBefore(ClockTimer one, ClockTimer other) =>
        one.Due != other.Due ? one.Due < other.Due : one.Order < other.Order;
}
