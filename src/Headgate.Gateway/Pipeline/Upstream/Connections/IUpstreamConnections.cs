using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>The one source of outbound HTTP. Pools are kept per endpoint and credential and outlive a snapshot. Thread-safe.</summary>
public interface IUpstreamConnections
{
    /// <summary>
    /// The invoker for calls to an endpoint with a credential. Follows no redirects, keeps no cookies, decompresses nothing, has no
    /// timeout of its own but <see cref="ConnectTrace"/>'s.
    /// </summary>
    HttpMessageInvoker For(Endpoint endpoint, Credential credential);

    /// <summary>
    /// An invoker for one call to a URL that a stranger wrote, with the manners of <see cref="For"/>: the host must be public, and no proxy
    /// is used. Nothing of it is kept; the caller disposes of it.
    /// </summary>
    HttpMessageInvoker ForStranger(Uri url);
}
