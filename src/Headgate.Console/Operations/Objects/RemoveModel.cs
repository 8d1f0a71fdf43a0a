using Headgate.Console.Operations.Audit;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Objects;

/// <summary>Removes a model alias from the store. Calls that are running end as they would have.</summary>
public sealed class RemoveModel(ObjectDirectory objects, AuditTrail trail) : AuditedOperation<string, ConfigObjectView>(trail)
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Admin;

    /// <inheritdoc />
    protected override ValueTask<Outcome<ConfigObjectView>> ExecuteAsync(string input, Actor actor, CancellationToken cancellation) =>
        objects.RemoveAsync(ConfigObjectKind.Model, input, cancellation);

    /// <inheritdoc />
    protected override string ObjectOf(string input) => input;

    /// <inheritdoc />
    protected override AuditChange ChangeOf(ConfigObjectView result) => new(result.Before, null);
}
