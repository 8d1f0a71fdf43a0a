using Headgate.Console.Operations.Audit;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Operations.Keys;

/// <summary>Revokes an issued key for good, found by id or name. Calls that are running end as they would have.</summary>
public sealed class RevokeKey(KeyDirectory keys, AuditTrail trail, ILogger<RevokeKey> log) : AuditedOperation<string, KeyView>(trail)
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Operator;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<KeyView>> ExecuteAsync(string input, Actor actor, CancellationToken cancellation)
    {
        Outcome<VirtualKey> found = await keys.FindStoredAsync(input, cancellation);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        VirtualKey key = found.Value;
        if (!await keys.RevokeAsync(key.Id, cancellation))
        {
            return Problem.NotFound("key");
        }

        Log.Revoked(log, actor.Name, key.Name, key.Id);
        return KeyView.Of(key);
    }

    /// <inheritdoc />
    protected override string ObjectOf(string input) => input;

    /// <inheritdoc />
    protected override AuditChange ChangeOf(KeyView result) => new(result.ToAuditJson(), null);
}
