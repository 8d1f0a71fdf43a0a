using System.Text.Json.Nodes;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation.Streams;

/// <summary>
/// Puts a Responses stream together from its pieces, and insists on the rules: each event named by its type and numbered, created first, an item added
/// before anything is said of it, what is done is the sum of its pieces, and the last event repeats all of it.
/// </summary>
internal static class ResponsesAccumulator
{
    public static JsonObject Whole(string stream)
    {
        Dictionary<int, JsonNode> open = [];
        SortedDictionary<int, JsonNode> done = [];
        Dictionary<int, string> pieces = [];
        JsonObject? response = null;
        int number = 0;
        foreach ((string name, string data) in Crossing.Events(stream))
        {
            JsonObject said = JsonNode.Parse(data)!.AsObject();
            Assert.Null(response);
            Assert.Equal(name, said["type"]!.GetValue<string>());
            Assert.Equal(number == 0, name == "response.created");
            Assert.Equal(number++, said["sequence_number"]!.GetValue<int>());
            int index = said["output_index"]?.GetValue<int>() ?? -1;
            switch (name)
            {
                case "response.output_item.added":
                    Assert.Equal(open.Count + done.Count, index);
                    open.Add(index, said["item"]!);
                    break;
                case "response.output_item.done":
                    Assert.True(open.Remove(index, out JsonNode? added));
                    Assert.Equal(added["id"]!.GetValue<string>(), said["item"]!["id"]!.GetValue<string>());
                    done.Add(index, said["item"]!);
                    break;
                case "response.completed" or "response.incomplete":
                    response = said["response"]!.DeepClone().AsObject();
                    break;
                case var piece when piece.EndsWith(".delta", StringComparison.Ordinal):
                    Assert.Equal(open[index]["id"]!.GetValue<string>(), said["item_id"]!.GetValue<string>());
                    pieces[index] = pieces.GetValueOrDefault(index) + said["delta"]!.GetValue<string>();
                    break;
                case var end when index >= 0 && end.EndsWith(".done", StringComparison.Ordinal) && said["part"] is null:
                    string whole = (said["text"] ?? said["arguments"] ?? said["input"] ?? said["refusal"])!.GetValue<string>();
                    Assert.Equal(whole, pieces.GetValueOrDefault(index) ?? "");
                    pieces.Remove(index);
                    break;
            }
        }

        Assert.Empty(open);
        JsonMeaning.AssertEqual(new JsonArray([.. done.Values.Select(item => item.DeepClone())]), response!["output"]);
        return response;
    }
}
