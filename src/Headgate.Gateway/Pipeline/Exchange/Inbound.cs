using System.Collections.Immutable;
using Headgate.Gateway.Replays;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>A call that was read and understood as far as the gateway needs it. The body stays the client's own bytes.</summary>
internal sealed class Inbound(BodyBuffer body) : IDisposable
{
    /// <summary>The protocol of the call.</summary>
    public required NativeProtocol Protocol { get; init; }

    /// <summary>Headers, query and address.</summary>
    public required IClientRequest Request { get; init; }

    /// <summary>The body's bytes, owned here; each sending borrows them.</summary>
    public BodyBuffer Body { get; } = body;

    /// <summary>Where the body's members lie.</summary>
    public required JsonScan Scan { get; init; }

    /// <summary>What is changed in it before a provider sees it, so that no more of the end user is said than the key lets pass; mostly empty.</summary>
    public ImmutableArray<MemberEdit> Veil { get; init; } = [];

    /// <summary>The model the client asked for.</summary>
    public required string Model { get; init; }

    /// <summary>True when a stream was asked for.</summary>
    public required bool IsStream { get; init; }

    /// <summary>About how many tokens it sends: four bytes each.</summary>
    public long InputTokens => Body.Length / 4;

    /// <summary>The optional headers of the contract.</summary>
    public required RequestOptions Options { get; init; }

    /// <summary>What a repeat would be known by; null when no <c>Idempotency-Key</c> was sent, or the call costs nothing.</summary>
    public RequestMark? Mark { get; init; }

    /// <summary>True when the client takes it for stored and refers to it later: Responses, unless <c>store: false</c> is said.</summary>
    public bool IsStoring => Protocol.IsStored(Scan);

    /// <inheritdoc />
    public void Dispose() => Body.Release();
}
