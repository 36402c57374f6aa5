using System.Globalization;
using System.Text;

namespace Mimus.Core.Faults;

/// <summary>Faults in the short form of headers.</summary>
internal static class FaultText
{
    /// <summary>What a header would say to ask for it.</summary>
    public static string Of(Fault fault)
    {
        var text = new StringBuilder(FaultKinds.NameOf(fault.Kind));
        Add(text, "after", fault.AfterDeltas);
        Add(text, "after", fault.AfterBytes is { } bytes ? Number($"{bytes} bytes") : null);
        Add(text, "after", Time(fault.AfterTime));
        Add(text, "by", fault.By?.ToString().ToLowerInvariant());
        Add(text, "for", Time(fault.For));
        Add(text, "interval", Time(fault.Interval));
        Add(text, "keep-alive", fault.KeepAlive ? "true" : null);
        Add(text, "status", fault.Status);
        Add(text, "type", fault.Type);
        Add(text, "code", fault.Code);
        Add(text, "retry-after", Time(fault.RetryAfter));
        Add(text, "value", fault.Value);
        if (fault.When is { } when)
        {
            Add(text, "rate", when.Rate);
            Add(text, "first", when.First);
            Add(text, "every", when.Every);
            Add(text, "budget", when.Budget is { } budget ? Number($"{budget} of {when.Among}") : null);
            Add(text, "times", when.Times);
            Add(text, "from", Time(when.From));
            Add(text, "to", Time(when.To));
            Add(text, "burst-every", Time(when.BurstEvery));
            Add(text, "burst-for", Time(when.BurstFor));
            Add(text, "models", when.Models.Count > 0 ? string.Join(", ", when.Models) : null);
        }

        return text.ToString();
    }

    private static string? Time(TimeSpan? time) => time is { } value ? Number($"{value.TotalMilliseconds}ms") : null;

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, string key, object? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {key}={value}");
        }
    }
}
