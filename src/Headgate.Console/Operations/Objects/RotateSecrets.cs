using System.Text.Json;
using Headgate.Console.Api;
using Headgate.Console.Operations.Audit;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Objects;

/// <summary>Seals every stored credential with the <c>HEADGATE_SECRET_KEY</c> in force, so that the one before it is no longer needed. All or none.</summary>
public sealed class RotateSecrets(ObjectDirectory objects, AuditTrail trail) : AuditedOperation<Nothing, SecretsView>(trail)
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Admin;

    /// <inheritdoc />
    protected override ValueTask<Outcome<SecretsView>> ExecuteAsync(Nothing input, Actor actor, CancellationToken cancellation) =>
        objects.ResealAsync(cancellation);

    /// <inheritdoc />
    protected override string ObjectOf(Nothing input) => "";

    /// <inheritdoc />
    protected override AuditChange ChangeOf(SecretsView result) => new(null, JsonSerializer.Serialize(result, Wire.Json.SecretsView));
}
