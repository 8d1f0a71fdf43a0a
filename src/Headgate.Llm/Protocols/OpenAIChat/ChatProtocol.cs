using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary><c>POST /v1/chat/completions</c>: https://platform.openai.com/docs/api-reference/chat, read 2026-11-22.</summary>
internal sealed class ChatProtocol : OpenAIProtocol
{
    /// <summary>Why something of another protocol does not arrive.</summary>
    internal const string NoCounterpart = "chat completions has no counterpart";

    /// <summary>The members that only this protocol knows.</summary>
    internal static OwnExtras Extras { get; } = new(WireProtocol.OpenAIChat, NoCounterpart);

    public override WireProtocol Protocol => WireProtocol.OpenAIChat;

    public override string Name => "chat";

    public override string UpstreamPath(string model, bool isStream) => "chat/completions";

    protected override ReadOnlySpan<byte> Answer => "choices"u8;

    protected override ReadOnlySpan<byte> AnswerMember => Answer;

    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.Model(request)
        ?? RequestChecks.Messages(request)
        ?? RequestChecks.Stream(request)
        ?? RequestChecks.StreamOptions(request);

    public override long? OutputBound(JsonScan request) =>
        Together(request.GetCount("max_completion_tokens"u8) ?? request.GetCount("max_tokens"u8), Answers(request));

    public override long Answers(JsonScan request) => Some(request.GetCount("n"u8));

    public override string BoundPath => "$.max_completion_tokens";

    public override MemberEdit Bound(JsonScan request, long tokens, VendorRow vendor) => MemberEdit.SetNumber(vendor.MaxTokensField, tokens);

    public override bool UsageMustBeAskedFor(JsonScan request) => IsStream(request) && !StreamOptions.AskForUsage(request);

    public override StreamReading OpenStream() => new ChatStreamReader();
}
