using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Keys;

/// <summary>Shows one key, found by id or name.</summary>
public sealed class GetKey(KeyDirectory keys) : Operation<string, KeyView>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<KeyView>> ExecuteAsync(string input, Actor actor, CancellationToken cancellation) =>
        await keys.FindAsync(input, cancellation) is { } key ? KeyView.Of(key) : Problem.NotFound("key");
}
