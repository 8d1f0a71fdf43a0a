using System.Collections.Immutable;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Record;

/// <summary>What is kept of one request. Holds no secret and, unless the operator asked for them, no bodies.</summary>
public sealed record RequestRecord
{
    /// <summary>The request id, as in <c>x-headgate-request-id</c>: <c>req_</c> and 32 hex digits of a version-7 UUID, so that ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The protocol it spoke.</summary>
    public required WireProtocol Protocol { get; init; }

    /// <summary>Id of the virtual key; null when it was not identified.</summary>
    public string? KeyId { get; init; }

    /// <summary>Name of the virtual key.</summary>
    public string? Key { get; init; }

    /// <summary>The key's team.</summary>
    public string? Team { get; init; }

    /// <summary>The model as the client asked; null when the body could not be read.</summary>
    public string? Model { get; init; }

    /// <summary>True when a stream was asked for.</summary>
    public bool Stream { get; init; }

    /// <summary>The target that answered, <c>provider/upstream-model</c>; null when none did.</summary>
    public string? Target { get; init; }

    /// <summary>That target's provider.</summary>
    public string? Provider { get; init; }

    /// <summary>HTTP status sent; 499 when the client left before one was.</summary>
    public int Status { get; init; }

    /// <summary>Error code; <c>client_closed</c> when the client left; null on success.</summary>
    public string? Code { get; init; }

    /// <summary>Each upstream call, in order.</summary>
    public ImmutableArray<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>What was used; null when no vendor said.</summary>
    public Usage? Usage { get; init; }

    /// <summary>What all its calls cost; null when that is not known of one that used something, or that answered.</summary>
    public Money? Cost { get; init; }

    /// <summary>True when a vendor did not tell all that was used, and the rest was estimated.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>True when the client left, and the answer was read to its end all the same (<c>on_disconnect: drain</c>).</summary>
    public bool IsDrained { get; init; }

    /// <summary>The id of the request whose answer was given again, since both have the same <c>Idempotency-Key</c>; null otherwise.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>Waiting before the first dispatch.</summary>
    public TimeSpan Queue { get; init; }

    /// <summary>Making the connection of the answering attempt; zero on a pooled one.</summary>
    public TimeSpan Connect { get; init; }

    /// <summary>From arrival to the first content; null when there was none.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>From arrival to the last byte.</summary>
    public TimeSpan Total { get; init; }

    /// <summary><c>x-headgate-session</c>, or the known agents' own session header.</summary>
    public string? Session { get; init; }

    /// <summary>The key's trusted tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The client's metadata, never trusted.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What could not be carried, <c>path: reason</c>.</summary>
    public ImmutableArray<string> Losses { get; init; } = [];

    /// <summary>What a split dealt to it; null without one.</summary>
    public VariantRecord? Variant { get; init; }

    /// <summary>The vendor's own request id.</summary>
    public string? VendorRequestId { get; init; }

    /// <summary>The vendor's own id of the answer.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The client's address.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>The request body, cut to 1 MiB; null unless <c>log.bodies</c> asks for it.</summary>
    public byte[]? RequestBody { get; init; }

    /// <summary>The reply body, cut to 1 MiB; null unless <c>log.bodies</c> asks for it.</summary>
    public byte[]? ReplyBody { get; init; }
}
