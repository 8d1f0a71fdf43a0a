using System.Collections.Immutable;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>webhook:</c>.</summary>
internal static class WebhookKeys
{
    public static readonly Key<Uri> Url = new("url", WebhookShapes.Url,
        "Where events are posted to, http or https; the host may be private. Redirects are not followed. Never shown.")
    { IsRequired = true };

    public static readonly Key<ImmutableArray<byte>> Secret = new("secret", WebhookShapes.Secret,
        "The key that events are signed with: `whsec_` and the Base64 of 24 to 64 bytes, as `${WEBHOOK_SECRET}`.")
    { IsRequired = true };

    public static readonly SectionShape Shape = new(Url, Secret);
}
