using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Config;

/// <summary>Checks a config and names every error; nothing is changed. For admins: no other role deals with config.</summary>
public sealed class ValidateConfig(IConfigControl config) : Operation<ValidateConfigInput, ConfigVerdict>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Admin;

    /// <inheritdoc />
    protected override ValueTask<Outcome<ConfigVerdict>> ExecuteAsync(
        ValidateConfigInput input, Actor actor, CancellationToken cancellation) => new(config.Validate(input.Text));
}
