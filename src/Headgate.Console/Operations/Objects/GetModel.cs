using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Objects;

/// <summary>Shows a model alias as it is configured, secrets hidden.</summary>
public sealed class GetModel(ObjectDirectory objects) : Operation<string, ConfigObjectView>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override ValueTask<Outcome<ConfigObjectView>> ExecuteAsync(string input, Actor actor, CancellationToken cancellation) =>
        objects.GetAsync(ConfigObjectKind.Model, input, cancellation);
}
