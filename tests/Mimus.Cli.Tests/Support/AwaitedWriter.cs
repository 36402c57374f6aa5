using System.Text;

namespace Mimus.Cli.Tests.Support;

/// <summary>Keeps what is written and tells when a text has appeared in it.</summary>
internal sealed class AwaitedWriter : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, int Times, TaskCompletionSource Seen)> _awaited = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_text)
        {
            _text.Append(value);
            if (value == '\n')
            {
                Announce();
            }
        }
    }

    /// <summary>Done when the text stands in a line that is complete, so many times.</summary>
    public Task Seen(string text, int times = 1)
    {
        lock (_text)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, times, seen));
            Announce();
            return seen.Task;
        }
    }

    public override string ToString()
    {
        lock (_text)
        {
            return _text.ToString();
        }
    }

    private void Announce()
    {
        var text = _text.ToString();
        foreach (var (_, _, seen) in _awaited.Where(awaited => text.Split(awaited.Text).Length > awaited.Times))
        {
            seen.TrySetResult();
        }
    }
}
