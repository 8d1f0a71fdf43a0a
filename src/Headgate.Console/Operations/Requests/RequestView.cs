using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Llm.Protocols;

namespace Headgate.Console.Operations.Requests;

/// <summary>What is kept of one request, as an operator sees it.</summary>
public sealed record RequestView
{
    /// <summary>The request id, as in <c>x-headgate-request-id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it arrived, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>Name of the virtual key; null when it was not identified.</summary>
    public string? Key { get; init; }

    /// <summary>Id of the virtual key.</summary>
    public string? KeyId { get; init; }

    /// <summary>The key's team.</summary>
    public string? Team { get; init; }

    /// <summary>The model as the client asked.</summary>
    public string? Model { get; init; }

    /// <summary>The target that answered, <c>provider/upstream-model</c>; null when none did.</summary>
    public string? Target { get; init; }

    /// <summary>That target's provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The protocol it spoke, by its name in config.</summary>
    public required string Protocol { get; init; }

    /// <summary>True when a stream was asked for.</summary>
    public bool Stream { get; init; }

    /// <summary>HTTP status sent; 499 when the client left before one was.</summary>
    public int Status { get; init; }

    /// <summary>Error code; null on success.</summary>
    public string? Code { get; init; }

    /// <summary>Each upstream call, in order.</summary>
    public ImmutableArray<AttemptView> Attempts { get; init; } = [];

    /// <summary>What was used; null when no vendor said.</summary>
    public UsageView? Usage { get; init; }

    /// <summary>What all its calls cost, a decimal number of dollars as a string; null where that is not known.</summary>
    public string? CostUsd { get; init; }

    /// <summary>True when usage and cost are in part an estimate, since the vendor did not tell: a stream that broke off, a client that left.</summary>
    public bool Estimated { get; init; }

    /// <summary>True when the client left, and the answer was read to its end all the same (<c>on_disconnect: drain</c>).</summary>
    public bool Drained { get; init; }

    /// <summary>The id of the request whose answer was given again under the same <c>Idempotency-Key</c>; null when it was answered by itself.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>True when the record was completed after a crash. This version recovers none.</summary>
    public bool Recovered { get; init; }

    /// <summary>Where the time went.</summary>
    public required RequestTimings TimingsMs { get; init; }

    /// <summary>The client's session.</summary>
    public string? Session { get; init; }

    /// <summary>The key's trusted tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The client's metadata, never trusted.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What could not be carried, <c>path: reason</c>.</summary>
    public ImmutableArray<string> Losses { get; init; } = [];

    /// <summary>What a split dealt to it, and which variant answered; null without a split.</summary>
    public VariantView? Variant { get; init; }

    /// <summary>The vendor's own request id.</summary>
    public string? VendorRequestId { get; init; }

    /// <summary>The vendor's own id of the answer.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The client's address.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>The bodies, where kept and permitted; otherwise left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BodiesView? Bodies { get; init; }

    internal static RequestView Of(RequestRecord record) => new()
    {
        Id = record.Id,
        Time = record.Time.UtcDateTime,
        Key = record.Key,
        KeyId = record.KeyId,
        Team = record.Team,
        Model = record.Model,
        Target = record.Target,
        Provider = record.Provider,
        Protocol = NativeProtocols.Get(record.Protocol).Name,
        Stream = record.Stream,
        Status = record.Status,
        Code = record.Code,
        Attempts = [.. record.Attempts.Select(AttemptView.Of)],
        Usage = record.Usage is { } usage ? UsageView.Of(usage) : null,
        CostUsd = record.Cost?.ToString(),
        Estimated = record.IsEstimated,
        Drained = record.IsDrained,
        ReplayOf = record.ReplayOf,
        TimingsMs = RequestTimings.Of(record),
        Session = record.Session,
        Tags = record.Tags,
        Metadata = record.Metadata,
        Losses = record.Losses,
        Variant = record.Variant is { } variant ? VariantView.Of(variant) : null,
        VendorRequestId = record.VendorRequestId,
        ResponseId = record.ResponseId,
        ClientAddress = record.ClientAddress,
    };
}
