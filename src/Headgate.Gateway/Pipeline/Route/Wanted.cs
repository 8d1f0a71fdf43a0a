using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>What a target is looked for.</summary>
internal readonly struct Wanted
{
    private readonly JsonScan? _request;
    private readonly bool _wasElsewhere;

    /// <summary>A call whose body is read.</summary>
    public Wanted(Inbound inbound)
        : this(inbound.Model, inbound.Protocol)
    {
        _request = inbound.Scan;
        (IsStream, InputTokens) = (inbound.IsStream, inbound.InputTokens);
        _wasElsewhere = inbound.Protocol.WasElsewhere(inbound.Scan);
    }

    /// <summary>A call that passes verbatim: only what speaks its protocol will do.</summary>
    public Wanted(string model, NativeProtocol protocol) => (Model, Protocol) = (model, protocol);

    /// <summary>The model's name as the client sent it.</summary>
    public string Model { get; }

    /// <summary>True when a stream is asked for.</summary>
    public bool IsStream { get; init; }

    /// <summary>About how many tokens are sent; 0 when the body is not read.</summary>
    public long InputTokens { get; init; }

    /// <summary>The client's protocol.</summary>
    public NativeProtocol Protocol { get; }

    /// <summary>True when a vendor that speaks the protocol takes the request as it is.</summary>
    public bool Suits(Provider provider) => _request is null
        || (!_wasElsewhere && Protocol.Suits(provider.Row, _request) && provider.Vendor.TakesAsItStands(Protocol.Protocol, _request));
}
