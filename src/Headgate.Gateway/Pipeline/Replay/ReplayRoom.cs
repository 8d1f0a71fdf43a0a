using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Replays;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Replay;

/// <summary>
/// <c>Idempotency-Key</c> → the answer that was given before, or the right to be answered: a client that repeats a request, since it did not get to know
/// what became of it, pays once.
/// </summary>
internal sealed class ReplayRoom(ReplayBook book, ILedger ledger)
{
    private const int PieceBytes = 64 << 10;

    /// <summary>When a client is asked to come back while the first is open.</summary>
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    /// <summary>Gives the answer again, or refuses, or lets the request go on. Does nothing without the header.</summary>
    /// <returns>The refusal; null when it was answered (then the trace says of which request) or may go on.</returns>
    public ValueTask<GatewayError?> EnterAsync(Inbound inbound, RequestTrace trace, IClientReply client, CancellationToken departed) =>
        inbound.Mark is { } mark ? EnterAsync(mark, trace, client, departed) : default;

    private async ValueTask<GatewayError?> EnterAsync(RequestMark mark, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        var claim = new ReplayClaim(book, mark, trace.Id, trace.Arrived);
        if (book.Enter(claim) is { } first)
        {
            return await AnswerAsync(first, mark, trace, client, departed);
        }

        trace.Claim = claim;
        if (claim.IsConfirmed)
        {
            return null;
        }

        // It is not in memory; it may have been charged all the same, before a restart or long ago.
        try
        {
            if (await ledger.RecallAsync(mark.Key, trace.Arrived - ReplayBook.Kept, departed) is { } charged)
            {
                var found = new ReplayEntry(charged.RequestId, charged.Content, charged.Time, ReplayState.Charged);
                trace.Claim = null;
                book.End(claim, found);
                return await AnswerAsync(found, mark, trace, client, departed);
            }
        }
        catch (IOException)
        {
            return new GatewayError(
                ErrorKind.LedgerUnavailable, "It could not be read whether a request with this Idempotency-Key was charged before. Try again shortly.")
            {
                RetryAfter = Shortly,
            };
        }

        claim.IsConfirmed = true;
        return null;
    }

    private static async ValueTask<GatewayError?> AnswerAsync(
        ReplayEntry first, RequestMark mark, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        if (first.Content != mark.Content)
        {
            return new GatewayError(
                ErrorKind.IdempotencyKeyReused,
                $"This Idempotency-Key was sent with another request ({first.RequestId}) in the last 24 hours. Send a new one with each new request.")
            {
                Param = RequestMarks.Header,
            };
        }

        switch (first)
        {
            case { Answer: { } answer }:
                await SendAsync(answer, first.RequestId, trace, client, departed);
                return null;
            case { State: ReplayState.Open }:
                return new GatewayError(
                    ErrorKind.IdempotencyKeyInUse,
                    $"The first request with this Idempotency-Key ({first.RequestId}) is still open. Try again shortly: its answer will be given again.")
                {
                    Param = RequestMarks.Header,
                    RetryAfter = Shortly,
                };
            default:
                return new GatewayError(
                    ErrorKind.IdempotencyAnswerLost,
                    $"The first request with this Idempotency-Key ({first.RequestId}) was charged, and its answer broke off or is no longer kept. "
                    + "Nothing was sent or charged again. To ask anew, and to pay for it, send a new Idempotency-Key.")
                {
                    Param = RequestMarks.Header,
                    ShouldRetry = false,
                };
        }
    }

    private static async ValueTask SendAsync(KeptAnswer answer, string requestId, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        trace.ReplayOf = requestId;
        trace.Status = answer.Status;
        client.SetHeader("x-headgate-idempotent-replay", "true");
        client.SetHeader("x-headgate-replay-of", requestId);
        client.SetHeader("x-headgate-cost-usd", Money.Zero.ToString());
        if (answer.IsStream)
        {
            client.SetHeader("cache-control", "no-cache");
            client.SetHeader("x-accel-buffering", "no");
        }

        client.Start(answer.Status, answer.ContentType, answer.IsStream ? null : answer.Body.Length);
        for (int sent = 0; sent < answer.Body.Length; sent += PieceBytes)
        {
            ReadOnlyMemory<byte> piece = answer.Body[sent..Math.Min(sent + PieceBytes, answer.Body.Length)];
            client.Body.Write(piece.Span);
            trace.Replied(piece.Span);
            await client.FlushAsync(departed);
        }

        trace.IsDelivered = true;
    }
}
