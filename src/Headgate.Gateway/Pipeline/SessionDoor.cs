using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline;

/// <summary>Who may open a session of many calls. Each call in it is asked for its key again, and may find it revoked.</summary>
public sealed class SessionDoor(ISnapshotSource snapshots, TimeProvider time)
{
    private readonly AuthenticateRoom _authenticate = new(time);

    /// <summary>Why a session is refused before it begins; null when it may.</summary>
    public GatewayError? Refuse(IClientRequest request) =>
        _authenticate.Identify(request, snapshots.Current).Failed(out GatewayError? error, out _) ? error : null;
}
