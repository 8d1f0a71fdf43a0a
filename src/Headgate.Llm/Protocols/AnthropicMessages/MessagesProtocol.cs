using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Anthropic;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary><c>POST /v1/messages</c>: https://platform.claude.com/docs/en/api/messages, read 2026-11-22.</summary>
internal sealed class MessagesProtocol : AnthropicProtocol
{
    /// <summary>The members that only this protocol knows.</summary>
    internal static OwnExtras Extras { get; } = new(WireProtocol.AnthropicMessages, "Anthropic has no such member");

    public override WireProtocol Protocol => WireProtocol.AnthropicMessages;

    public override string Name => "messages";

    public override string UpstreamPath(string model, bool isStream) => "messages";

    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.Model(request) ?? RequestChecks.Messages(request) ?? RequestChecks.Stream(request);

    public override bool IsStream(JsonScan request) => request.IsTrue("stream"u8);

    public override long? OutputBound(JsonScan request) => Together(request.GetCount("max_tokens"u8), 1);

    public override string BoundPath => "$.max_tokens";

    // Claude's hosts in the clouds take only bytes: what is given by URL is fetched, and the request written anew with what is there.
    public override bool Suits(VendorRow vendor, JsonScan request) => !vendor.WantsBytes || !UrlSources.AreIn(request);

    public override StreamReading OpenStream() => new MessagesStreamReader();

    protected override ReadOnlySpan<byte> AnswerMember => "content"u8;

    protected override ReplyReading Read(ref JsonCursor reply)
    {
        bool isAnswer = false;
        Usage? usage = null;
        MessagesUsage counts = default;
        string? id = null;
        if (!reply.EnterObject())
        {
            return default;
        }

        while (reply.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                id = reply.Text();
            }
            else if (name.SequenceEqual("usage"u8))
            {
                usage = counts.Read(ref reply);
            }
            else
            {
                isAnswer |= name.SequenceEqual("content"u8) && reply.Kind == JsonTokenType.StartArray;
                reply.Skip();
            }
        }

        return new ReplyReading(isAnswer, usage, id) { ServiceTier = counts.ServiceTier };
    }
}
