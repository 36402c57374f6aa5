using System.Text.Json.Nodes;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

/// <summary>Puts a stream's chunks together, as the vendor's clients do, in the form of a whole reply.</summary>
internal static class Accumulated
{
    public static JsonObject Completion(List<SseEvent> events)
    {
        Assert.Equal("[DONE]", events[^1].Data);
        JsonObject completion = [];
        foreach (var chunk in events.SkipLast(1).Select(frame => frame.Json!.AsObject()))
        {
            if (completion.Count == 0)
            {
                completion = chunk.DeepClone().AsObject();
                completion["object"] = "chat.completion";
                completion["choices"] = new JsonArray();
            }

            Assert.Equal((string?)completion["id"], (string?)chunk["id"]);
            completion["usage"] = chunk["usage"]?.DeepClone();
            foreach (var choice in chunk["choices"]!.AsArray())
            {
                Add(completion["choices"]!.AsArray(), choice!);
            }
        }

        return completion;
    }

    private static void Add(JsonArray choices, JsonNode piece)
    {
        var index = (int)piece["index"]!;
        if (choices.Count == index)
        {
            choices.Add(
                new JsonObject
                {
                    ["index"] = index,
                    ["message"] = new JsonObject
                    {
                        ["role"] = "assistant",
                        ["content"] = null,
                        ["refusal"] = null,
                        ["annotations"] = new JsonArray(),
                    },
                    ["logprobs"] = null,
                }
            );
        }

        var choice = choices[index]!;
        Merge(choice["message"]!.AsObject(), piece["delta"]!.AsObject());
        choice["finish_reason"] = piece["finish_reason"]?.DeepClone();
        if (piece["logprobs"]?["content"] is JsonArray tokens)
        {
            choice["logprobs"] ??= new JsonObject { ["content"] = new JsonArray(), ["refusal"] = null };
            foreach (var token in tokens)
            {
                choice["logprobs"]!["content"]!.AsArray().Add(token!.DeepClone());
            }
        }
    }

    // Texts grow, objects are merged, a call is found by its index.
    private static void Merge(JsonObject target, JsonObject delta)
    {
        foreach (var (name, value) in delta)
        {
            switch (value)
            {
                case JsonArray calls:
                    var all = (target[name] ??= new JsonArray()).AsArray();
                    foreach (var call in calls.Select(call => call!.DeepClone().AsObject()))
                    {
                        var index = (int)call["index"]!;
                        call.Remove("index");
                        if (all.Count == index)
                        {
                            all.Add(new JsonObject());
                        }

                        Merge(all[index]!.AsObject(), call);
                    }

                    break;
                case JsonObject members:
                    Merge((target[name] ??= new JsonObject()).AsObject(), members);
                    break;
                case null:
                    break;
                default:
                    target[name] = name is "role" or "id" or "type" ? value.DeepClone() : (string?)target[name] + (string?)value;
                    break;
            }
        }
    }
}
