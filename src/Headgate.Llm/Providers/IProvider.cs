using System.Collections.Immutable;
using System.Net;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>A vendor: which protocols it speaks, how to address and sign a call, what its failures mean. Stateless and shared.</summary>
public interface IProvider
{
    /// <summary>The vendor's name in config: <c>openai</c>, <c>anthropic</c>, …</summary>
    string Name { get; }

    /// <summary>The protocols it speaks for a model, best first.</summary>
    ImmutableArray<WireProtocol> Speaks(string upstreamModel);

    /// <summary>What the vendor calls a model where config has another name for it; default the same.</summary>
    string NameOf(string upstreamModel) => upstreamModel;

    /// <summary>
    /// Makes the call's message: URL, credential and the vendor's own headers. The body and the client's headers are the caller's to add.
    /// </summary>
    /// <remarks>
    /// A header that is there already is either the credential, which no client header replaces, or a default
    /// (<c>anthropic-version: 2023-06-01</c>), which a client's header of that name replaces: remove it, then add the client's.
    /// </remarks>
    ValueTask<HttpRequestMessage> AddressAsync(UpstreamAddress address, CancellationToken cancellation);

    /// <summary>
    /// True when a request in a protocol that the vendor speaks may pass as its client wrote it; false when the vendor would refuse it, or
    /// miss something in it, so that it has to be written anew in the same protocol.
    /// </summary>
    bool TakesAsItStands(WireProtocol protocol, JsonScan request) => true;

    /// <summary>
    /// Makes the message of a call that passes verbatim: URL, credential and the vendor's own headers. Null where the vendor has no such call,
    /// or none that may be made.
    /// </summary>
    HttpRequestMessage? AddressRaw(in RawAddress address);

    /// <summary>True when what authorizes a call covers its body, so that a body has to be read whole before it is sent; default false.</summary>
    bool SignsBodies => false;

    /// <summary>What the vendor wants changed in a body of a protocol it speaks: top-level members set or removed; default nothing.</summary>
    ImmutableArray<MemberEdit> EditsFor(WireProtocol protocol) => [];

    /// <summary>What says the client's <c>anthropic-beta</c> in a body, for vendors that want it there; default nothing.</summary>
    MemberEdit? EditForBetas(WireProtocol protocol, string betas) => null;

    /// <summary>Which of the betas in the client's <c>anthropic-beta</c> the vendor is not told, because it would refuse them; default none.</summary>
    IEnumerable<string> BetasLeftOut(WireProtocol protocol, string betas) => [];

    /// <summary>What this vendor is told of a client's header that vendors may get; null = nothing, default the header as it is.</summary>
    string? HeaderFor(WireProtocol protocol, string name, string value) => value;

    /// <summary>What tells one event of a stream from the next; default the protocol's own framing.</summary>
    IEventBuffer OpenFraming(WireProtocol protocol, int maxEventBytes) => NativeProtocols.Get(protocol).OpenFraming(maxEventBytes);

    /// <summary>What an answer that is no success means.</summary>
    UpstreamFault Classify(HttpStatusCode status, ReadOnlySpan<byte> body);

    /// <summary>The same where the vendor says it in a header; default by status and body.</summary>
    UpstreamFault Classify(HttpResponseMessage response, ReadOnlySpan<byte> body) => Classify(response.StatusCode, body);

    /// <summary>What an error inside a stream means, where there is no status to go by.</summary>
    UpstreamFault ClassifyStreamError(VendorError error);
}
