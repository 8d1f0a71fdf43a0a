using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIRaw;

/// <summary>
/// A family of OpenAI's calls that pass verbatim, both ways: the gateway knows where their model and their ids are, and no more.
/// https://platform.openai.com/docs/api-reference/images, /audio, /moderations, /files, /batch, /realtime, read 2026-11-22.
/// </summary>
internal sealed class RawProtocol(WireProtocol protocol, string name, string? usualModel = null) : OpenAIProtocol
{
    public override WireProtocol Protocol => protocol;

    public override string Name => name;

    public override string? UsualModel => usualModel;

    public override bool CanStream => false;

    public override bool IsFree => protocol is WireProtocol.OpenAIModerations or WireProtocol.OpenAIFiles;

    protected override ReadOnlySpan<byte> Answer => "data"u8;

    public override string UpstreamPath(string model, bool isStream) => name;

    public override GatewayError? Check(JsonScan request) =>
        !NamesModel || (usualModel is not null && !RequestChecks.IsGiven(request, "model"u8, out _)) ? null : RequestChecks.Model(request);

    public override StreamReading OpenStream() => throw new InvalidOperationException("What passes verbatim is not read event by event.");

    private bool NamesModel => protocol is WireProtocol.OpenAIModerations or WireProtocol.OpenAIImages or WireProtocol.OpenAIAudio;
}
