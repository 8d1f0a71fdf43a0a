using Headgate.Llm.Protocols;

namespace Headgate.Server.DataPlane;

/// <summary>What a path leads to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Dialect">Whose errors its clients read.</param>
/// <param name="Protocol">For a <see cref="RouteKind.Call"/>: what it speaks.</param>
internal readonly record struct DataRoute(RouteKind Kind, Dialect Dialect = Dialect.OpenAI, WireProtocol Protocol = default)
{
    /// <summary>The methods it takes, as <c>Allow</c> names them.</summary>
    public string Allow => Kind is RouteKind.Call ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";

    /// <summary>True when it takes the method.</summary>
    public bool Takes(string method) =>
        Kind is RouteKind.Call ? HttpMethods.IsPost(method) : HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
