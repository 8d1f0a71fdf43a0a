using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Relay;

/// <summary>Upstream reply → client: the point of no return. What the vendor said passes event by event; usage is read on the way.</summary>
internal static class RelayRoom
{
    /// <summary>A whole reply is sent in pieces of this size, so that a large one does not lie in memory twice.</summary>
    private const int PieceBytes = 64 << 10;

    /// <summary>Sends the reply. Gives the failure that broke it off, or null when it is whole.</summary>
    public static ValueTask<GatewayError?> SendAsync(
        UpstreamReply reply, ReplyStream? way, RequestTrace trace, IClientReply client, CancellationToken departed) =>
        (reply, way) switch
        {
            (UpstreamReply.Whole whole, _) => SendWholeAsync(whole, trace, client, departed),
            (UpstreamReply.Streamed streamed, { } open) => StreamAsync(streamed, open, trace, client, departed),
            _ => throw new InvalidOperationException("A streamed reply has a way back that is a stream."),
        };

    /// <summary>Tells the client of a failure: as a reply of its own, or inside the stream when that has begun.</summary>
    public static async ValueTask FailAsync(GatewayError error, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        if (client.HasStarted)
        {
            trace.Protocol.WriteStreamError(error, trace.Id, trace.Seen, client.Body);
            await client.FlushAsync(departed);
        }
        else
        {
            ReplyHeaders.Answered(client, trace);
            ReplyHeaders.Cost(client, trace);
            await ErrorReply.WriteAsync(error, trace.Protocol.Dialect, trace.Id, client, departed);
            trace.Status = ErrorTable.Status(error, trace.Protocol.Dialect);
        }

        trace.Code = ErrorTable.Code(error);
    }

    private static async ValueTask<GatewayError?> SendWholeAsync(
        UpstreamReply.Whole reply, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        reply.Trace.Used(reply.Reading.Usage, reply.Reading.ServiceTier);
        trace.ResponseId = reply.Reading.ResponseId;
        if (reply.Trace.Said is not null)
        {
            await UsageEstimate.FillAsync(trace); // before what it cost is told
        }

        if (trace.Spending is { } spending)
        {
            spending.Owe(trace.Cost ?? Money.Zero);
            if (await spending.GoOnAsync(0) is { } unpaid)
            {
                return unpaid;
            }
        }

        trace.Status = (int)reply.Message.StatusCode;
        HeaderPolicy.CopyBack(reply.Message.Headers, client);
        ReplyHeaders.Answered(client, trace);
        ReplyHeaders.Cost(client, trace);
        client.Start(trace.Status, reply.ContentType, reply.Body.Length);

        for (int sent = 0; sent < reply.Body.Length; sent += PieceBytes)
        {
            ReadOnlyMemory<byte> piece = reply.Body.Memory[sent..Math.Min(sent + PieceBytes, reply.Body.Length)];
            client.Body.Write(piece.Span);
            trace.Replied(piece.Span);
            await client.FlushAsync(departed);
        }

        trace.IsDelivered = true;
        return null;
    }

    private static async ValueTask<GatewayError?> StreamAsync(
        UpstreamReply.Streamed reply, ReplyStream way, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        for (UpstreamReply.Streamed current = reply; ;)
        {
            (GatewayError? error, AttemptFailure? broke) = await StreamOneAsync(current, way, trace, client, departed);
            if (broke is null || await current.GoOnAsync(broke) is not { } next)
            {
                return error;
            }

            current = next;
        }
    }

    /// <summary>Passes one stream on; gives what the client is told should it stay incomplete, and what broke it, where another may go on.</summary>
    private static async ValueTask<(GatewayError? Error, AttemptFailure? Broke)> StreamOneAsync(
        UpstreamReply.Streamed reply, ReplyStream way, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        trace.Seen = reply.Stream.Reading;
        try
        {
            return await PassAsync(reply, way, trace, client, departed);
        }
        catch (Exception ended) when (reply.Stream.IsDelivered && ended is OperationCanceledException or HttpRequestException or IOException)
        {
            // The answer is whole and sent: who closed the connection after it, and how, takes nothing from it.
            return (null, null);
        }
        catch (OperationCanceledException left) when (Departure.Is(left, departed))
        {
            reply.Trace.Failed("client_closed", "The client left.");
            throw;
        }
        catch (Exception broken) when (broken is OperationCanceledException or HttpRequestException or IOException)
        {
            return Broke(reply, ConnectionFailures.Of(broken, reply.Clock.Expired, reply.Trace.Connect));
        }
        finally
        {
            reply.Trace.Used(reply.Stream.Reading.Usage, reply.Stream.Reading.ServiceTier);
            trace.ResponseId ??= reply.Stream.Reading.ResponseId; // the one that the client was told
        }
    }

    /// <summary>Passes events on until the stream ends; gives the failure when it ends wrongly.</summary>
    private static async ValueTask<(GatewayError? Error, AttemptFailure? Broke)> PassAsync(
        UpstreamReply.Streamed reply, ReplyStream way, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        VendorStream stream = reply.Stream;
        await PrepareHeadersAsync(reply, way, trace, client);
        while (true)
        {
            StreamStep step = stream.Take(untilContent: false);
            if (!stream.Held.IsEmpty)
            {
                if (trace.Spending is { } spending)
                {
                    if (stream.Reading is { IsComplete: true, Usage: { } usage } told)
                    {
                        spending.Owe(trace.CostWith(reply.Trace, usage, told.ServiceTier)); // thinking that was not shown may have cost more than is held
                    }

                    if (await spending.GoOnAsync(reply.BytesBefore + stream.Reading.Produced.Bytes) is { } unpaid)
                    {
                        return (unpaid, null);
                    }
                }

                await PrepareEndAsync(reply);
                await SendHeldAsync(reply, way, trace, client, departed);
            }

            if (step == StreamStep.Failed)
            {
                return Broke(reply, StreamFailures.Of(stream, reply.Trace));
            }

            if (stream.HasEnded)
            {
                return stream.Reading.IsComplete
                    ? (null, null)
                    : Broke(reply, new AttemptFailure(UpstreamFault.Connection, "The stream was cut before its end."));
            }

            await stream.ReadAsync(reply.Clock.Token);
            reply.Clock.Touch();
        }
    }

    /// <summary>A disk that refuses here is a fault of this side, and must not be read as the vendor's connection.</summary>
    private static async ValueTask PrepareEndAsync(UpstreamReply.Streamed reply)
    {
        if (!reply.Stream.Reading.IsComplete || reply.BeforeEnd is not { } prepare)
        {
            return;
        }

        reply.BeforeEnd = null;
        try
        {
            await prepare();
        }
        catch (IOException fault)
        {
            throw new InvalidOperationException("What the answer consists of could not be written down.", fault);
        }
    }

    private static async ValueTask SendHeldAsync(
        UpstreamReply.Streamed reply, ReplyStream way, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        await way.TakeAsync();
        try
        {
            way.Commit();
            client.Body.Write(reply.Stream.Held);
            trace.Replied(reply.Stream.Held);
            ValueTask flushed = client.FlushAsync(departed);
            if (!flushed.IsCompletedSuccessfully)
            {
                reply.Clock.Suspend(); // while the client is slow to take what came, it is not the vendor who is silent
                await flushed;
                reply.Clock.Touch();
            }

            reply.Stream.Sent();
            trace.IsDelivered = reply.Stream.IsDelivered;
        }
        finally
        {
            way.Release();
        }
    }

    /// <summary>Headers can still tell who answers, unless a keep-alive has committed them.</summary>
    private static async ValueTask PrepareHeadersAsync(UpstreamReply.Streamed reply, ReplyStream way, RequestTrace trace, IClientReply client)
    {
        await way.TakeAsync(); // or one might commit them while they are written
        try
        {
            if (!client.HasStarted)
            {
                HeaderPolicy.CopyBack(reply.Message.Headers, client);
                ReplyHeaders.Answered(client, trace);
            }
        }
        finally
        {
            way.Release();
        }
    }

    private static (GatewayError? Error, AttemptFailure? Broke) Broke(UpstreamReply.Streamed reply, AttemptFailure failure)
    {
        const string Incomplete = "The answer is incomplete: the provider failed after it had begun.";
        reply.Trace.Broke(failure);
        GatewayError error = failure.Fault switch
        {
            UpstreamFault.Timeout => new(ErrorKind.UpstreamTimeout, "The answer is incomplete: the provider fell silent, or the request's time was up."),
            UpstreamFault.Overloaded => new(ErrorKind.UpstreamOverloaded, Incomplete),
            UpstreamFault.RateLimited => new(ErrorKind.UpstreamRateLimited, Incomplete),
            _ => new(ErrorKind.UpstreamError, Incomplete),
        };
        return (error, failure);
    }
}
