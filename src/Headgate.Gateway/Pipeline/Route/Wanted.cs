using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>What a target is looked for.</summary>
internal readonly struct Wanted
{
    private readonly bool _wasElsewhere;

    /// <summary>A call of these facts; one without a body passes verbatim, and only what speaks its protocol will do.</summary>
    public Wanted(in RequestFacts facts, NativeProtocol protocol)
    {
        Facts = facts;
        Protocol = protocol;
        _wasElsewhere = facts.Body is { } body && protocol.WasElsewhere(body);
    }

    /// <summary>What is known of the call.</summary>
    public RequestFacts Facts { get; }

    /// <summary>What it asks of a model. Looked for each time: few targets ask.</summary>
    public RequestNeeds Needs => Facts.Body is { } body ? RequestNeedsReader.Of(body, Facts.IsStream) : RequestNeeds.None;

    /// <summary>The model's name as the client sent it.</summary>
    public string Model => Facts.Model;

    /// <summary>True when a stream is asked for.</summary>
    public bool IsStream => Facts.IsStream;

    /// <summary>About how many tokens are sent; 0 when the body is not read.</summary>
    public long InputTokens => Facts.InputTokens ?? 0;

    /// <summary>The client's protocol.</summary>
    public NativeProtocol Protocol { get; }

    /// <summary>The credentials that the caller brought; most bring none.</summary>
    public BroughtCredentials Brought { get; private init; } = BroughtCredentials.None;

    /// <summary>A call that was read.</summary>
    public static Wanted Of(Inbound inbound, Caller caller, BroughtCredentials brought)
    {
        var facts = new RequestFacts
        {
            Model = inbound.Model,
            Key = caller.Key,
            IsStream = inbound.IsStream,
            Session = inbound.Options.Session,
            Metadata = inbound.Options.Metadata,
            Body = inbound.Scan,
            InputTokens = RequestFacts.TokensOf(inbound.Scan),
        };
        return new Wanted(facts, inbound.Protocol) { Brought = brought };
    }

    /// <summary>True when a vendor that speaks the protocol takes the request as it is.</summary>
    public bool Suits(Provider provider) => Facts.Body is not { } body
        || (!_wasElsewhere && Protocol.Suits(provider.Row, body) && provider.Vendor.TakesAsItStands(Protocol.Protocol, body));
}
