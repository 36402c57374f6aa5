using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Fuzzing;

/// <summary>Changes the structure of a JSON document: drops, doubles, renames, retypes, moves and nests its values.</summary>
internal sealed class JsonMutator(Random random)
{
    // Values that no JsonNode can hold are written through a marked string.
    private const string RawMark = "@raw:";
    private const string TwinMark = "@twin:";

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "1e400", "-1e400", "99999999999999999999999", "2147483648", "-9223372036854775809",
        "1E-400", "\"\"", "\" \"", "\"text\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"😀\"", "[]", "{}", "[null]", "[[]]", "[{}]",
        "{\"type\":\"text\",\"text\":\"x\"}", "{\"\":{}}", "{\"\\ud800\":1}", "{\"type\":\"object\",\"type\":\"array\"}",
        "[1,\"a\",null,{\"b\":[]}]", "\"user\"", "\"function\"", "\"auto\"", "\"tool\"", "\"data:image/png;base64,\"", "\"constructor\"", "\"$ref\"",
    ];

    /// <summary>The document as text after a few changes.</summary>
    public string Mutate(string body)
    {
        var root = JsonNode.Parse(body)!;
        for (var count = random.Next(1, 4); count > 0; count--) root = Change(root);
        return Finish(root.ToJsonString());
    }

    private JsonNode Change(JsonNode root)
    {
        var nodes = new List<JsonNode>();
        Collect(root, nodes);
        var holder = nodes[random.Next(nodes.Count)];
        switch (holder)
        {
            case JsonObject { Count: > 0 } members:
                ChangeMember(members, nodes);
                return root;
            case JsonArray { Count: > 0 } items:
                ChangeItem(items, nodes);
                return root;
            case JsonValue when holder.Parent is not null:
                holder.ReplaceWith(Value());
                return root;
            default:
                return holder == root ? Value() : root;
        }
    }

    private void ChangeMember(JsonObject members, List<JsonNode> nodes)
    {
        var (name, value) = members.GetAt(random.Next(members.Count));
        switch (random.Next(8))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                members[TwinMark + name] = value?.DeepClone() ?? Value();
                break;
            case 2:
                members.Remove(name);
                members[Rename(name)] = value;
                break;
            case 3:
                members[name] = nodes[random.Next(nodes.Count)].DeepClone();
                break;
            case 4:
                members[name] = Nested(value);
                break;
            case 5:
                members["unknown_" + random.Next(3)] = Value();
                break;
            default:
                members[name] = Value();
                break;
        }
    }

    private void ChangeItem(JsonArray items, List<JsonNode> nodes)
    {
        var index = random.Next(items.Count);
        switch (random.Next(5))
        {
            case 0:
                items.RemoveAt(index);
                break;
            case 1:
                items.Insert(index, items[index]?.DeepClone());
                break;
            case 2:
                items.Add(nodes[random.Next(nodes.Count)].DeepClone());
                break;
            case 3:
                for (var count = random.Next(200); count > 0; count--) items.Add(items[0]?.DeepClone());
                break;
            default:
                items[index] = Value();
                break;
        }
    }

    private JsonNode Value() => RawMark + Values[random.Next(Values.Length)];

    private string Rename(string name) => random.Next(4) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name + " ",
        2 => "",
        _ => new string('x', random.Next(1, 300)),
    };

    private JsonNode Nested(JsonNode? value)
    {
        // Beyond what the JSON reader takes, now and then; JsonNode itself would not write that.
        if (random.Next(3) == 0) return RawMark + string.Concat(Enumerable.Repeat("[{\"a\":", 400)) + "1" + string.Concat(Enumerable.Repeat("}]", 400));
        var nested = value?.DeepClone();
        for (var depth = random.Next(1, 12); depth > 0; depth--)
        {
            nested = random.Next(2) == 0 ? new JsonArray(nested) : new JsonObject { ["type"] = nested };
        }

        return nested!;
    }

    private static string Finish(string text)
    {
        text = text.Replace("\"" + TwinMark, "\"", StringComparison.Ordinal);
        while (text.IndexOf("\"" + RawMark, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = start + 1;
            while (text[end] != '"') end += text[end] == '\\' ? 2 : 1;
            var raw = JsonNode.Parse(text[start..(end + 1)])!.GetValue<string>()[RawMark.Length..];
            text = text[..start] + raw + text[(end + 1)..];
        }

        return text;
    }

    private static void Collect(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is null) return;
        nodes.Add(node);
        switch (node)
        {
            case JsonObject members:
                foreach (var member in members) Collect(member.Value, nodes);
                break;
            case JsonArray items:
                foreach (var item in items) Collect(item, nodes);
                break;
        }
    }
}
