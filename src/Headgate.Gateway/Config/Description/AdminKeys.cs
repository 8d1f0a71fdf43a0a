using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>admin:</c>.</summary>
internal static class AdminKeys
{
    public static readonly Key<ImmutableArray<Written<Section>>> Tokens =
        new("tokens", new ListShape<Section>(AdminTokenKeys.Shape), "Bearer tokens of the control plane.");

    public static readonly SectionShape Shape = new(Tokens, new LaterKey("oidc"));
}
