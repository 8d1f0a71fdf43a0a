using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>The <c>webhook:</c> section.</summary>
/// <param name="Url"><c>url</c>: where events are posted to. May hold what only the receiver should know: never logged or shown.</param>
/// <param name="Secret"><c>secret</c>: the key that they are signed with, decoded; never logged or shown.</param>
public sealed record WebhookOptions(Uri Url, ImmutableArray<byte> Secret)
{
    /// <summary>Tells nothing: both are secret.</summary>
    public override string ToString() => "webhook";
}
