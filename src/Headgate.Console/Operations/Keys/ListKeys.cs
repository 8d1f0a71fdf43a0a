using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Keys;

/// <summary>Lists the keys of files and store that are not revoked, by name.</summary>
public sealed class ListKeys(KeyDirectory keys) : Operation<PageInput, Listing<KeyView>>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<Listing<KeyView>>> ExecuteAsync(
        PageInput input, Actor actor, CancellationToken cancellation) =>
        Listing<KeyView>.Cut(
            (await keys.AllAsync(cancellation)).Select(KeyView.Of),
            key => $"{key.Name} {key.Id}", // a name may be there twice, in a file and in the store
            input);
}
