using Headgate.Gateway.Raw;
using Headgate.Llm.Protocols;

namespace Headgate.Server.DataPlane;

/// <summary>What a path leads to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Dialect">Whose errors its clients read.</param>
/// <param name="Protocol">For a <see cref="RouteKind.Call"/>: what it speaks.</param>
/// <param name="Raw">For a <see cref="RouteKind.Raw"/>: what passes.</param>
/// <param name="IsStream">For a <see cref="RouteKind.Call"/>: true when the path asks for a stream.</param>
internal readonly record struct DataRoute(
    RouteKind Kind, Dialect Dialect = Dialect.OpenAI, WireProtocol Protocol = default, RawRoute? Raw = null, bool IsStream = false)
{
    /// <summary>True when many calls may be made over one socket.</summary>
    public bool TakesSockets => Kind is RouteKind.Call && Protocol is WireProtocol.OpenAIResponses;

    /// <summary>The methods it takes, as <c>Allow</c> names them.</summary>
    public string Allow => Kind switch
    {
        RouteKind.Call => "POST, OPTIONS",
        RouteKind.Raw => string.Join(", ", [.. Raw!.Methods.Select(taken => taken.Method), "OPTIONS"]),
        _ => "GET, HEAD, OPTIONS",
    };

    /// <summary>True when it takes the method.</summary>
    public bool Takes(string method) => Kind switch
    {
        RouteKind.Call => HttpMethods.IsPost(method),
        RouteKind.Raw => Raw!.CallOf(method) is not null,
        _ => HttpMethods.IsGet(method) || HttpMethods.IsHead(method),
    };
}
