using Headgate.Console.Operations.Audit;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Operations.Keys;

/// <summary>
/// Gives an issued key, found by id or name, a new secret. The old one stops at once, or after a grace; one that was in its grace stops.
/// Id, limits and counters stay.
/// </summary>
public sealed class RotateKey(KeyDirectory keys, AuditTrail trail, TimeProvider time, ILogger<RotateKey> log)
    : AuditedOperation<RotateKeyInput, KeyView>(trail)
{
    private const int LongestGraceDays = 90;

    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Operator;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<KeyView>> ExecuteAsync(RotateKeyInput input, Actor actor, CancellationToken cancellation)
    {
        DateTimeOffset now = Moment.Whole(time.GetUtcNow());
        DateTimeOffset? until = input.Grace is { } grace ? Moment.Future(grace, now) : null;
        if (input.Grace is not null && !(until > now && until <= now.AddDays(LongestGraceDays)))
        {
            return Problem.Invalid("grace", $"`grace` takes {Moment.Forms}, of up to {LongestGraceDays} days from now.");
        }

        Outcome<VirtualKey> found = await keys.FindStoredAsync(input.Key, cancellation);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        VirtualKey key = found.Value;
        string secret = KeySecret.Create();
        if (!await keys.ReplaceDigestAsync(key.Id, KeyDigest.Of(secret), until, cancellation))
        {
            return Problem.NotFound("key");
        }

        Log.Rotated(log, actor.Name, key.Name, key.Id);
        return KeyView.Of(key) with { Secret = secret, GraceUntil = until?.UtcDateTime };
    }

    /// <inheritdoc />
    protected override string ObjectOf(RotateKeyInput input) => input.Key;

    /// <inheritdoc />
    protected override AuditChange ChangeOf(KeyView result) => new(null, result.ToAuditJson());
}
