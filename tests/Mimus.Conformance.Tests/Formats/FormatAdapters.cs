using Xunit;

namespace Mimus.Conformance.Tests.Formats;

/// <summary>The formats over which the suite runs.</summary>
internal static class FormatAdapters
{
    public static readonly IReadOnlyList<FormatAdapter> All = [new ChatAdapter(), new ResponsesAdapter(), new MessagesAdapter()];

    public static TheoryData<string> Names => [.. All.Select(format => format.Name)];

    public static TheoryData<string, bool> WholeAndStreamed
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var format in All)
            {
                data.Add(format.Name, false);
                data.Add(format.Name, true);
            }

            return data;
        }
    }

    public static FormatAdapter Find(string name) => All.Single(format => format.Name == name);
}
