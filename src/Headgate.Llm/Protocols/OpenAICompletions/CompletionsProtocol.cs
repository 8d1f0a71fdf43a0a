using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAICompletions;

/// <summary><c>POST /v1/completions</c>, the legacy: https://platform.openai.com/docs/api-reference/completions, read 2026-11-22.</summary>
internal sealed class CompletionsProtocol : OpenAIProtocol
{
    public override WireProtocol Protocol => WireProtocol.OpenAICompletions;

    public override string Name => "completions";

    public override string UpstreamPath(string model, bool isStream) => "completions";

    protected override ReadOnlySpan<byte> Answer => "choices"u8;

    protected override ReadOnlySpan<byte> AnswerMember => Answer;

    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.Model(request)
        ?? RequestChecks.Text(request, "prompt")
        ?? RequestChecks.Stream(request)
        ?? RequestChecks.StreamOptions(request);

    public override long? OutputBound(JsonScan request) =>
        Together(request.GetCount("max_tokens"u8), Answers(request));

    public override long Answers(JsonScan request) =>
        Math.Max(Some(request.GetCount("n"u8)), Some(request.GetCount("best_of"u8))) * Prompts(request);

    public override string BoundPath => "$.max_tokens";

    public override bool UsageMustBeAskedFor(JsonScan request) => IsStream(request) && !StreamOptions.AskForUsage(request);

    public override StreamReading OpenStream() => new CompletionsStreamReader();

    /// <summary>A list of prompts is answered once each; a list of tokens is one prompt.</summary>
    private static long Prompts(JsonScan request)
    {
        if (!request.TryGet("prompt"u8, out JsonMember prompt))
        {
            return 1;
        }

        long count = 0;
        JsonCursor list = new(request.ValueOf(prompt).Span);
        if (list.EnterArray())
        {
            while (list.NextElement())
            {
                count += list.Kind == JsonTokenType.Number ? 0 : 1;
                list.Skip();
            }
        }

        return Math.Max(1, count);
    }
}
