using Headgate.Console.Operations.Audit;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Objects;

/// <summary>Makes a provider in the store, or replaces it. For admins: no other role deals with config.</summary>
public sealed class PutProvider(ObjectDirectory objects, AuditTrail trail) : AuditedOperation<PutObjectInput, ConfigObjectView>(trail)
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Admin;

    /// <inheritdoc />
    protected override ValueTask<Outcome<ConfigObjectView>> ExecuteAsync(PutObjectInput input, Actor actor, CancellationToken cancellation) =>
        objects.PutAsync(ConfigObjectKind.Provider, input, cancellation);

    /// <inheritdoc />
    protected override string ObjectOf(PutObjectInput input) => input.Name;

    /// <inheritdoc />
    protected override AuditChange ChangeOf(ConfigObjectView result) => new(result.Before, result.Config.GetRawText());
}
