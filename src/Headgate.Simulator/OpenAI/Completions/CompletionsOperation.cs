using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.OpenAI.Chat;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.OpenAI.Completions;

/// <summary>POST completions (legacy): https://platform.openai.com/docs/api-reference/completions (read 2026-11-22).</summary>
internal sealed class CompletionsOperation(Vendor vendor) : Operation(vendor)
{
    public override FrozenSet<string> KnownFields { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "model", "prompt", "best_of", "echo", "frequency_penalty", "logit_bias", "logprobs", "max_tokens", "n", "presence_penalty", "seed",
        "stop", "stream", "stream_options", "suffix", "temperature", "top_p", "user");

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if (body.Member("prompt") is { ValueKind: not (JsonValueKind.String or JsonValueKind.Array) })
            return VendorError.Mistyped("prompt", "a string or an array");
        return CommonChecks.Options(body) ?? CommonChecks.Positive(body, "max_tokens");
    }

    public override Conversation Read(JsonElement body)
    {
        var inputs = TextInput.Read(body, "prompt");
        return new Conversation
        {
            Prompts = [.. inputs.Select(input => input.Text)],
            InputTokens = inputs.Sum(input => input.Tokens),
            Choices = (int)(body.Integer("n") ?? 1),
            MaxOutputTokens = body.Count("max_tokens"),
            StopSequences = ChatReader.Stops(body),
            IncludeUsage = body.Object("stream_options")?.IsTrue("include_usage") == true,
            ReasoningOff = true,
        };
    }

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        CompletionsStream.WriteHead(json, turn, "cmpl-" + turn.AnswerId);
        json.WriteStartArray("choices");
        for (var i = 0; i < turn.Answers.Count; i++)
            CompletionsStream.WriteChoice(json, i, turn.Answers[i].Text, ChatWords.FinishReason(turn.Answers[i].Stop));
        json.WriteEndArray();
        CompletionUsage.Write(json, turn.Usage);
        json.WriteEndObject();
    }

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => new CompletionsStream(scratch, turn).Events();

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent) =>
        OpenAIStream.Error(scratch);
}
