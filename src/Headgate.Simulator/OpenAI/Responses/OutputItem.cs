using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>One item of a response's output; exactly one of reasoning, text and call is there.</summary>
internal sealed record OutputItem(string Id, string? Reasoning, string? Text, ToolCall? Call, string? CallId)
{
    public static List<OutputItem> Of(Turn turn)
    {
        var items = new List<OutputItem>();
        if (turn.Answer.Reasoning is { } reasoning)
            items.Add(new OutputItem(turn.Draws.Id("rs_"), reasoning, null, null, null));
        if (turn.Answer.Text is { } text)
            items.Add(new OutputItem(turn.Draws.Id("msg_"), null, text, null, null));
        items.AddRange(turn.Answer.ToolCalls.Select(call =>
            new OutputItem(turn.Draws.Id(call.IsFreeform ? "ctc_" : "fc_"), null, null, call, turn.Draws.Id("call_"))));
        return items;
    }
}
