using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Config;

/// <summary>Shows the config in force, secrets hidden.</summary>
public sealed class GetConfig(IConfigControl config) : Operation<Nothing, ConfigView>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override ValueTask<Outcome<ConfigView>> ExecuteAsync(Nothing input, Actor actor, CancellationToken cancellation) =>
        new(new ConfigView(config.Current.Hash, config.Effective(), config.Warnings, config.Refused));
}
