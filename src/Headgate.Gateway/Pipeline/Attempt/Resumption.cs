using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>
/// Goes on with a stream that broke off (<c>resume</c>): the text so far goes to the next target as the beginning of its answer. The client's stream has
/// one beginning, one end and one hand that writes it.
/// </summary>
/// <param name="upstream">Makes calls.</param>
/// <param name="walk">The plan.</param>
/// <param name="terms">What all calls have in common.</param>
/// <param name="whole">The request.</param>
/// <param name="cover">Says why a call cannot be paid for.</param>
/// <param name="time">The clock.</param>
internal sealed class Resumption(
    UpstreamCall upstream, PlanWalk walk, CallTerms terms, RequestTranslation whole, Func<Target, GatewayError?> cover, TimeProvider time)
{
    private RequestTrace Request => terms.Request;

    /// <summary>The stream that goes on with one that broke off; null where none does, and the client is told what broke it.</summary>
    public async ValueTask<UpstreamReply.Streamed?> GoOnAsync(UpstreamReply.Streamed broken, AttemptFailure failure)
    {
        if (broken.Stream.Translation is not { SoFar.MayGoOn: true } stream || !IsTransient(failure.Fault) || Request.HasLeft || IsOver)
        {
            return null;
        }

        await UsageEstimate.FillAsync(Request); // what it cost is paid for, and told to the client
        var translation = new ResumedTranslation(whole, stream, Request.Usage);
        if (translation.IsAtItsEnd)
        {
            return null;
        }

        CallTerms onward = terms with { Translation = translation, IsContinuing = true };
        TargetCall? call = await NextAsync(broken.Trace.Target, failure, translation);
        while (call is not null)
        {
            if (cover(call.Target) is not null)
            {
                call.Leave();
                return null;
            }

            CallResult result = await upstream.SendAsync(call, onward, outrun: default);
            if (!result.Failed(out AttemptFailure? again, out UpstreamReply? reply))
            {
                Request.Continues(broken.Trace);
                var streamed = (UpstreamReply.Streamed)reply;
                streamed.BytesBefore = broken.BytesBefore + broken.Stream.Reading.Produced.Bytes;
                return streamed;
            }

            call = Request.HasLeft || IsOver ? null : await NextAsync(call.Target, again, translation);
        }

        return null;
    }

    private bool IsOver => time.GetTimestamp() >= terms.EndsAt;

    private ValueTask<TargetCall?> NextAsync(Target failed, AttemptFailure failure, ResumedTranslation translation) => walk.OnwardAsync(
        failed, failure, Request.Attempts.Count, target => translation.RefuseAsync(target, terms.EndsAt, terms.Departed), terms.Departed);

    /// <summary>What a vendor refuses to say, none is asked to say in its place.</summary>
    private static bool IsTransient(UpstreamFault fault) => fault
        is UpstreamFault.Connection or UpstreamFault.ServerError or UpstreamFault.Overloaded or UpstreamFault.RateLimited or UpstreamFault.Timeout;
}
