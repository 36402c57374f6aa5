using System.Text.Json.Nodes;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

/// <summary>Puts a stream's events together from the deltas alone, and checks that each event that repeats a text repeats it.</summary>
internal static class Accumulated
{
    public static JsonArray Output(List<SseEvent> events)
    {
        var output = new JsonArray();
        for (var number = 0; number < events.Count; number++)
        {
            var data = events[number].Json!;
            Assert.Equal((events[number].Name, number), ((string?)data["type"], (int)data["sequence_number"]!));
            var item = data["output_index"] is { } index && output.Count > (int)index ? output[(int)index] : null;
            Assert.True(data["item_id"] is null || (string?)data["item_id"] == (string?)item!["id"], events[number].Data);
            switch (events[number].Name)
            {
                case "response.output_item.added":
                    output.Add(data["item"]!.DeepClone());
                    break;
                case "response.content_part.added":
                    item!["content"]!.AsArray().Add(data["part"]!.DeepClone());
                    break;
                case "response.reasoning_summary_part.added":
                    item!["summary"]!.AsArray().Add(data["part"]!.DeepClone());
                    break;
                case "response.output_item.done":
                    item!["status"] = data["item"]!["status"]?.DeepClone();
                    IsSame(data["item"]!, item);
                    break;
                case "response.content_part.done":
                    IsSame(data["part"]!, item!["content"]![(int)data["content_index"]!]!);
                    break;
                default:
                    AddText(data, item);
                    break;
            }
        }

        return output;
    }

    private static void AddText(JsonNode data, JsonNode? item)
    {
        var holder =
            data["content_index"] is { } content ? item!["content"]![(int)content]!
            : data["summary_index"] is { } summary ? item!["summary"]![(int)summary]!
            : item;
        foreach (var name in (string[])["text", "refusal", "arguments", "input"])
        {
            if (holder?[name] is not { } text)
            {
                continue;
            }

            if (data["delta"] is { } delta)
            {
                holder[name] = (string?)text + (string?)delta;
            }
            else if (data[name] is { } all)
            {
                Assert.Equal((string?)text, (string?)all);
            }
        }

        foreach (var token in data["delta"] is null ? [] : data["logprobs"]?.AsArray() ?? [])
        {
            holder!["logprobs"]!.AsArray().Add(token!.DeepClone());
        }
    }

    private static void IsSame(JsonNode wanted, JsonNode got)
    {
        if (wanted["status"] is null)
        {
            got.AsObject().Remove("status");
        }

        Assert.True(JsonNode.DeepEquals(wanted, got), $"wants {wanted.ToJsonString()}\ngot   {got.ToJsonString()}");
    }
}
