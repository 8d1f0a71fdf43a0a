using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Health;

/// <summary>Lists the model aliases by name.</summary>
public sealed class ListModels(IConfigControl config) : Operation<PageInput, Listing<ModelView>>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override ValueTask<Outcome<Listing<ModelView>>> ExecuteAsync(PageInput input, Actor actor, CancellationToken cancellation) =>
        new(Listing<ModelView>.Cut(config.Current.Models.Aliases.Select(ModelView.Of), model => model.Name, input));
}
