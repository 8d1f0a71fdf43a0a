using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>server.cors:</c>.</summary>
internal static class CorsKeys
{
    public static readonly Key<ImmutableArray<Written<string>>> Origins = new("origins", new ListShape<string>(Scalars.Text),
        "Origins such as `https://app.example.com`; `*` for any.");

    public static readonly SectionShape Shape = new(Origins);
}
