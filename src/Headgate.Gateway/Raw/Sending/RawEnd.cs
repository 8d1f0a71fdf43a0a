using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>How one sending ended: the client has its answer, or the target failed, or the client's own bytes were refused.</summary>
internal readonly record struct RawEnd(AttemptFailure? Failure, GatewayError? Refusal)
{
    public static implicit operator RawEnd(AttemptFailure failure) => new(failure, null);

    public static implicit operator RawEnd(GatewayError refusal) => new(null, refusal);
}
