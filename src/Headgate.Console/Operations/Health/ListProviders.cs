using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Health;

/// <summary>Lists the configured vendors by name.</summary>
public sealed class ListProviders(IConfigControl config) : Operation<PageInput, Listing<ProviderView>>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override ValueTask<Outcome<Listing<ProviderView>>> ExecuteAsync(
        PageInput input, Actor actor, CancellationToken cancellation) =>
        new(Listing<ProviderView>.Cut(config.Current.Providers.Select(ProviderView.Of), provider => provider.Name, input));
}
