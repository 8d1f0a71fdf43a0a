using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>A request on its way to a target that is to go on with an answer: all are told it by the hub, with the text so far at its end.</summary>
/// <param name="whole">The request.</param>
/// <param name="broken">The stream that has broken off.</param>
/// <param name="before">What was used for it.</param>
internal sealed class ResumedTranslation(RequestTranslation whole, StreamTranslation broken, Usage? before) : IRequestTranslation
{
    private static readonly GatewayError NoPrefill = new(ErrorKind.UpstreamError, "The provider goes on with nobody's answer.");

    /// <summary>How many tokens were said; a bound of the answer's length holds for all of it.</summary>
    private long Said => before?.Output ?? 0;

    /// <summary>True when the answer had its whole length: nothing is left to be said.</summary>
    public bool IsAtItsEnd => whole.Bound <= Said;

    /// <inheritdoc />
    public ValueTask<GatewayError?> RefuseAsync(Target target, long endsAt, CancellationToken departed) =>
        ResumableRequest.IsHeir(target, whole.Client) ? whole.RefuseAsync(target, endsAt, departed) : new(NoPrefill);

    /// <inheritdoc />
    public ICallTranslation? Translate(Target target, long? bound) =>
        whole.TranslateOn(target, broken, before, (whole.Bound ?? bound) is { } most ? Math.Max(1, most - Said) : null);

    /// <summary>What it holds is the whole request's.</summary>
    public void Dispose()
    {
    }
}
