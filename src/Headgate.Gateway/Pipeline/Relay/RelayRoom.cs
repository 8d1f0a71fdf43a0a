using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Relay;

/// <summary>Upstream reply → client: the point of no return. Bytes pass as they came; usage is read on the way.</summary>
internal static class RelayRoom
{
    /// <summary>Sends the reply. Gives the failure that broke it off, or null when it is whole.</summary>
    public static ValueTask<GatewayError?> SendAsync(
        UpstreamReply reply, ReplyStream stream, RequestTrace trace, IClientReply client, CancellationToken departed) =>
        reply switch
        {
            UpstreamReply.Streamed streamed => StreamAsync(streamed, stream, trace, client, departed),
            UpstreamReply.Whole whole => SendWholeAsync(whole, stream, trace, client, departed),
            _ => throw new InvalidOperationException("A reply is whole or streamed."),
        };

    /// <summary>Tells the client of a failure: as a reply of its own, or inside the stream when that has begun.</summary>
    public static async ValueTask FailAsync(GatewayError error, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        trace.Code = ErrorTable.Code(error);
        if (!client.HasStarted)
        {
            trace.Status = ErrorTable.Status(error, trace.Protocol.Dialect);
            ReplyHeaders.Answered(client, trace);
            await ErrorReply.WriteAsync(error, trace.Protocol.Dialect, trace.Id, client, departed);
            return;
        }

        trace.Protocol.WriteStreamError(error, trace.Id, trace.Seen, client.Body);
        await client.FlushAsync(departed);
    }

    private static async ValueTask<GatewayError?> SendWholeAsync(
        UpstreamReply.Whole reply, ReplyStream stream, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        trace.Usage = reply.Reading.Usage;
        trace.ResponseId = reply.Reading.ResponseId;
        await stream.TakeAsync();
        try
        {
            if (client.HasStarted)
            {
                return new GatewayError(ErrorKind.UpstreamError, "The provider answered a request for a stream with a whole reply.");
            }

            trace.Status = (int)reply.Message.StatusCode;
            HeaderPolicy.CopyBack(reply.Message.Headers, client);
            ReplyHeaders.Answered(client, trace);
            client.Start(trace.Status, reply.Message.Content.Headers.ContentType?.ToString() ?? "application/json", reply.Body.Length);
            client.Body.Write(reply.Body.Span);
            trace.Replied(reply.Body.Span);
            await client.FlushAsync(departed);
            return null;
        }
        finally
        {
            stream.Release();
        }
    }

    private static async ValueTask<GatewayError?> StreamAsync(
        UpstreamReply.Streamed reply, ReplyStream stream, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        trace.Seen = reply.Reader;
        AttemptFailure? failure;
        try
        {
            failure = await PassAsync(reply, stream, trace, client, departed);
        }
        catch (OperationCanceledException) when (departed.IsCancellationRequested)
        {
            reply.Trace.Failed("client_closed", "The client left.");
            throw;
        }
        catch (Exception broken) when (broken is OperationCanceledException or HttpRequestException or IOException)
        {
            // A connection that breaks after the answer was complete took nothing from it.
            failure = reply.Reader.IsComplete ? null : ConnectionFailures.Of(broken, reply.Clock.Expired, reply.Trace.Connect);
        }
        finally
        {
            trace.Usage = reply.Reader.Usage;
            trace.ResponseId = reply.Reader.ResponseId;
        }

        if (failure is null)
        {
            return null;
        }

        reply.Trace.Failed(FaultNames.Of(failure.Fault), failure.Detail);
        return Broken(failure.Fault);
    }

    /// <summary>Passes events on until the stream ends; gives the failure when it ends wrongly.</summary>
    private static async ValueTask<AttemptFailure?> PassAsync(
        UpstreamReply.Streamed reply, ReplyStream stream, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        bool isFirst = true;
        while (true)
        {
            await stream.TakeAsync();
            bool sound;
            try
            {
                sound = Write(reply, isFirst, stream, trace, client, isEnd: false);
                await FlushAsync(reply, client, departed);
                isFirst = false;
            }
            finally
            {
                stream.Release();
            }

            if (!sound)
            {
                return reply.Buffer.Overflowed
                    ? new AttemptFailure(UpstreamFault.ServerError, "An event of the stream is larger than 16 MiB.")
                    : StreamFailures.Of(reply.Reader, reply.Trace.Target);
            }

            int read = await reply.Body.ReadAsync(reply.Buffer.GetMemory(), reply.Clock.Token);
            if (read == 0)
            {
                return await EndAsync(reply, stream, trace, client, departed);
            }

            reply.Clock.Touch();
            reply.Buffer.Advance(read);
        }
    }

    /// <summary>The vendor closed the stream: what no blank line ended still counts, and then the answer is whole or it was cut.</summary>
    private static async ValueTask<AttemptFailure?> EndAsync(
        UpstreamReply.Streamed reply, ReplyStream stream, RequestTrace trace, IClientReply client, CancellationToken departed)
    {
        await stream.TakeAsync();
        try
        {
            bool sound = Write(reply, isFirst: false, stream, trace, client, isEnd: true);
            await client.FlushAsync(departed);
            return reply.Reader.IsComplete ? null
                : sound ? new AttemptFailure(UpstreamFault.Connection, "The stream was cut before its end.")
                : StreamFailures.Of(reply.Reader, reply.Trace.Target);
        }
        finally
        {
            stream.Release();
        }
    }

    /// <summary>Writes the whole events that are there; false at one that must not pass.</summary>
    private static bool Write(UpstreamReply.Streamed reply, bool isFirst, ReplyStream stream, RequestTrace trace, IClientReply client, bool isEnd)
    {
        if (isFirst)
        {
            if (!client.HasStarted)
            {
                HeaderPolicy.CopyBack(reply.Message.Headers, client);
                ReplyHeaders.Answered(client, trace);
            }

            stream.Commit();
            Pass(reply.Held.Span, trace, client);
        }

        while (reply.Buffer.TryRead(out SseEvent streamEvent) || (isEnd && reply.Buffer.TryReadRest(out streamEvent)))
        {
            StreamEventKind kind = reply.Reader.Read(streamEvent);
            if (kind is StreamEventKind.Error or StreamEventKind.Malformed)
            {
                return false;
            }

            if (kind != StreamEventKind.UsageOnly || !reply.HidesUsage)
            {
                Pass(streamEvent.Raw, trace, client);
            }
        }

        return !reply.Buffer.Overflowed;
    }

    private static void Pass(ReadOnlySpan<byte> bytes, RequestTrace trace, IClientReply client)
    {
        client.Body.Write(bytes);
        trace.Replied(bytes);
    }

    /// <summary>While the client is slow to take what came, the vendor is not the one who is silent.</summary>
    private static async ValueTask FlushAsync(UpstreamReply.Streamed reply, IClientReply client, CancellationToken departed)
    {
        ValueTask flushed = client.FlushAsync(departed);
        if (!flushed.IsCompletedSuccessfully)
        {
            reply.Clock.Suspend();
            await flushed;
        }

        reply.Clock.Touch();
    }

    private static GatewayError Broken(UpstreamFault fault)
    {
        const string Incomplete = "The answer is incomplete: the provider failed after it had begun.";
        return fault switch
        {
            UpstreamFault.Timeout => new(ErrorKind.UpstreamTimeout, "The answer is incomplete: the provider fell silent, or the request's time was up."),
            UpstreamFault.Overloaded => new(ErrorKind.UpstreamOverloaded, Incomplete),
            UpstreamFault.RateLimited => new(ErrorKind.UpstreamRateLimited, Incomplete),
            _ => new(ErrorKind.UpstreamError, Incomplete),
        };
    }
}
