using System.Buffers;
using System.IO.Pipelines;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Gateway.Raw.Objects;
using Headgate.Gateway.Replays;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Receive;

/// <summary>Reads the body into bounded memory and scans it once. Comes after Authenticate: an unknown caller's body is not read.</summary>
internal sealed class ReceiveRoom(BodyMemory memory, ItemMemory items, EndUserVeil veil)
{
    /// <summary>A body up to this size gets its memory in one piece; a larger one has to arrive to be believed.</summary>
    private const int TrustedLength = 1 << 20;

    /// <summary>Bodies from this size on are scanned away from the I/O thread, which other connections wait for.</summary>
    private const int LargeBody = 64 << 10;

    private const int LongestModel = 256;

    /// <summary>Reads and scans it.</summary>
    /// <param name="protocol">The protocol of the call.</param>
    /// <param name="request">The call.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="config">The config in force.</param>
    /// <param name="departed">The client's leaving.</param>
    /// <param name="isRepeatable">True when an <c>Idempotency-Key</c> means something for such calls.</param>
    public async ValueTask<Outcome<Inbound>> ReadAsync(
        NativeProtocol protocol, IClientRequest request, Caller caller, ConfigSnapshot config, CancellationToken departed, bool isRepeatable = false)
    {
        if (RequestOptionsReader.Read(request, isRepeatable).Failed(out GatewayError? error, out RequestOptions? options)
            || (error = CheckHead(request, config)) is not null)
        {
            return error;
        }

        if (request.OpenBody() is not { } reader)
        {
            return new GatewayError(ErrorKind.UnsupportedMediaType, "The content-encoding is none of gzip, br, zstd and identity. Send one of these.")
            {
                Param = "content-encoding",
            };
        }

        var body = new BodyBuffer(memory);
        bool kept = false;
        try
        {
            error = await FillAsync(body, reader, request.ContentLength, config.Server.MaxBodyBytes, departed);
            if (error is not null)
            {
                return error;
            }

            if (body.Length >= LargeBody)
            {
                await Task.Yield();
            }

            if (!JsonScan.TryScan(body.Written, out JsonScan? scan, out error, BodyIds.SoughtIn(protocol)))
            {
                return error;
            }

            RequestMark? mark = options.IdempotencyKey is { } key
                ? RequestMarks.Of(key, caller.Key.Id, protocol, request, body.Written.Span) // as it was sent: what is edited may differ the next time
                : null;
            if ((request.EditsFor(scan) ?? (protocol.IsNamedInPath ? null : Naming(request.PathModel))) is { } edits)
            {
                body = Edited(body, scan, edits, BodyIds.SoughtIn(protocol), out scan);
            }

            if (protocol.NamesItems)
            {
                long room = config.Server.MaxBodyBytes - body.Length;
                RequestEdits? whole = ItemReferences.PutBack(scan, caller.Scope, items, room, out bool isTooMuch);
                if (isTooMuch)
                {
                    return TooLarge(config.Server.MaxBodyBytes);
                }

                body = whole is null ? body : Edited(body, scan, whole, BodyIds.SoughtIn(protocol), out scan);
            }

            if ((error = protocol.Check(scan) ?? CheckName(protocol, request)) is not null)
            {
                return error;
            }

            kept = true;
            return new Inbound(body)
            {
                Protocol = protocol,
                Request = request,
                Scan = scan,
                Veil = veil.EditsFor(caller.Key, scan),
                Model = (protocol.IsNamedInPath ? request.PathModel : scan.GetString("model"u8)) ?? protocol.UsualModel ?? "",
                IsStream = request.IsStreamInPath || protocol.IsStream(scan),
                Options = options,
                Mark = mark,
            };
        }
        finally
        {
            await reader.CompleteAsync(); // a decoder's memory goes back now, not when the collector finds it
            if (!kept)
            {
                body.Release();
            }
        }
    }

    /// <summary>The protocols have the model in the body; a client may have it in the path.</summary>
    private static RequestEdits? Naming(string? model)
    {
        if (model is null)
        {
            return null;
        }

        var edits = new RequestEdits();
        edits.Add(MemberEdit.SetString("model", model));
        return edits;
    }

    /// <summary>A body as it would be, had it come the usual way: from here on they are alike.</summary>
    private static BodyBuffer Edited(BodyBuffer body, JsonScan scan, RequestEdits edits, NameTest sought, out JsonScan edited)
    {
        BodyBuffer copy = body.Beside();
        foreach (ReadOnlyMemory<byte> piece in edits.Apply(scan).Pieces)
        {
            copy.Write(piece.Span);
        }

        body.Release();
        return JsonScan.TryScan(copy.Written, out edited!, out GatewayError? error, sought)
            ? copy
            : throw new InvalidOperationException($"An edited body is no strict JSON: {error.Message}");
    }

    /// <summary>What is wrong with a name that stays in the path, and goes into headers, records and metrics from there.</summary>
    private static GatewayError? CheckName(NativeProtocol protocol, IClientRequest request) =>
        !protocol.IsNamedInPath || (request.PathModel is { Length: > 0 and <= LongestModel } name && !name.Any(char.IsControl)) ? null
            : new GatewayError(ErrorKind.InvalidRequest, $"Name the model in the path, in up to {LongestModel} characters and none of them a control.")
            {
                Param = "model",
            };

    private static GatewayError? CheckHead(IClientRequest request, ConfigSnapshot config)
    {
        if (request.Headers["content-type"] is { } contentType && !IsJson(contentType))
        {
            return new GatewayError(ErrorKind.UnsupportedMediaType, "The content-type must be application/json.") { Param = "content-type" };
        }

        return request.ContentLength > config.Server.MaxBodyBytes ? TooLarge(config.Server.MaxBodyBytes) : null;
    }

    private static bool IsJson(ReadOnlySpan<char> contentType)
    {
        int parameters = contentType.IndexOf(';');
        ReadOnlySpan<char> type = (parameters < 0 ? contentType : contentType[..parameters]).Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private static async ValueTask<GatewayError?> FillAsync(BodyBuffer body, PipeReader reader, long? sentLength, long maxBytes, CancellationToken departed)
    {
        int expected = (int)Math.Min(sentLength ?? 4096, TrustedLength);
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(departed);
                ReadOnlySequence<byte> piece = read.Buffer;
                if (body.Length + piece.Length > maxBytes)
                {
                    reader.AdvanceTo(piece.End);
                    return TooLarge(maxBytes);
                }

                if (!piece.IsEmpty && !body.TryAppend(piece, expected))
                {
                    reader.AdvanceTo(piece.End);
                    return Busy();
                }

                reader.AdvanceTo(piece.End);
                if (read.IsCompleted)
                {
                    return null;
                }
            }
        }
        catch (IOException) when (!departed.IsCancellationRequested)
        {
            return new GatewayError(ErrorKind.InvalidRequest, "The body ended before its declared length, or came too slowly. Send it whole.");
        }
        catch (InvalidDataException)
        {
            return new GatewayError(ErrorKind.InvalidRequest, "The body is not valid in its content-encoding.") { Param = "content-encoding" };
        }
    }

    private static GatewayError Busy() =>
        new(ErrorKind.Busy, "The gateway holds as many request bodies as it may (server.max_buffered). Try again shortly.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    private static GatewayError TooLarge(long maxBytes) =>
        new(ErrorKind.BodyTooLarge, $"The body is larger than {maxBytes} bytes (server.max_body).");
}
