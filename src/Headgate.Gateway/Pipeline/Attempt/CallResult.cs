using System.Diagnostics.CodeAnalysis;
using Headgate.Gateway.Pipeline.Upstream;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>What one upstream call gave: an answer or a failure.</summary>
internal readonly record struct CallResult
{
    private readonly UpstreamReply? _reply;
    private readonly AttemptFailure? _failure;

    private CallResult(UpstreamReply? reply, AttemptFailure? failure) => (_reply, _failure) = (reply, failure);

    public static implicit operator CallResult(UpstreamReply reply) => new(reply, null);

    public static implicit operator CallResult(AttemptFailure failure) => new(null, failure);

    public bool Failed([NotNullWhen(true)] out AttemptFailure? failure, [NotNullWhen(false)] out UpstreamReply? reply)
    {
        (failure, reply) = (_failure, _reply);
        return failure is not null;
    }
}
