using Headgate.Console.Operations;
using Headgate.Console.Operations.Keys;

namespace Headgate.Server.Commands.Keys;

/// <summary>Where key operations are done: in a running gateway, or on the store itself.</summary>
internal interface IKeyDesk : IDisposable
{
    /// <summary>Issues a key.</summary>
    ValueTask<Outcome<KeyView>> IssueAsync(IssueKeyInput key, CancellationToken cancellation);

    /// <summary>One page of keys.</summary>
    ValueTask<Outcome<Listing<KeyView>>> ListAsync(PageInput page, CancellationToken cancellation);

    /// <summary>Revokes a key.</summary>
    ValueTask<Outcome<KeyView>> RevokeAsync(string idOrName, CancellationToken cancellation);

    /// <summary>Gives a key a new secret.</summary>
    ValueTask<Outcome<KeyView>> RotateAsync(RotateKeyInput input, CancellationToken cancellation);
}
