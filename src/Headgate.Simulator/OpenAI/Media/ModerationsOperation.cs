using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Media;

/// <summary>Moderations: https://platform.openai.com/docs/api-reference/moderations (read 2026-11-22). "bad" is flagged.</summary>
internal sealed class ModerationsOperation : PlainOperation
{
    public override async Task ServeAsync(PlainCall call)
    {
        if (call.Json is not { } body || body.Member("input") is not { } input)
        {
            await call.Reply.RefuseAsync(VendorError.Missing("input"));
            return;
        }

        // The vendor's own model is no behaviour of ours, and it is what clients leave out.
        var model = body.Text("model") ?? "omni-moderation-latest";
        if (model != "omni-moderation-latest" && await call.FailsAsync(model))
            return;
        var isFlagged = input.GetRawText().Contains("bad", StringComparison.Ordinal);
        await call.AnswerAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", call.Draws.Id("modr-"));
            json.WriteString("model", model);
            json.WriteStartArray("results");
            json.WriteStartObject();
            json.WriteBoolean("flagged", isFlagged);
            json.WriteStartObject("categories");
            json.WriteBoolean("harassment", isFlagged);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
