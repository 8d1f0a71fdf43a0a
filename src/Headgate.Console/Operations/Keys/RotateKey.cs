using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Operations.Keys;

/// <summary>Gives an issued key, found by id or name, a new secret; the old one stops at once. Id, limits and counters stay.</summary>
public sealed class RotateKey(KeyDirectory keys, ILogger<RotateKey> log) : Operation<string, KeyView>
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
        string secret = KeySecret.Create();
        if (!await keys.ReplaceDigestAsync(key.Id, KeyDigest.Of(secret), cancellation))
        {
            return Problem.NotFound("key");
        }

        Log.Rotated(log, actor.Name, key.Name, key.Id);
        return KeyView.Of(key) with { Secret = secret };
    }
}
