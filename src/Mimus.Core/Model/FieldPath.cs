using System.Globalization;
using System.Text;

namespace Mimus.Core.Model;

/// <summary>Where in a request body something stands: names and positions from the root.</summary>
/// <param name="Segments">Names (string) and positions (int, from 0).</param>
public sealed record FieldPath(IReadOnlyList<object> Segments)
{
    /// <summary>The path of one name at the root.</summary>
    public FieldPath(string name)
        : this([name]) { }

    /// <summary>As OpenAI writes it: <c>messages[0].role</c>.</summary>
    public string Bracketed
    {
        get
        {
            var text = new StringBuilder();
            foreach (var segment in Segments)
            {
                if (segment is int index)
                {
                    text.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
                }
                else
                {
                    text.Append(text.Length > 0 ? "." : "").Append(segment);
                }
            }

            return text.ToString();
        }
    }

    /// <summary>As Anthropic writes it: <c>messages.0.role</c>.</summary>
    public string Dotted => string.Join('.', Segments.Select(segment => Convert.ToString(segment, CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public override string ToString() => Bracketed;
}
