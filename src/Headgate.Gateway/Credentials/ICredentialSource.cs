using Headgate.Gateway.Config;

namespace Headgate.Gateway.Credentials;

/// <summary>Says what is sent to a vendor as its credential, now. Thread-safe.</summary>
internal interface ICredentialSource
{
    /// <summary>
    /// The secret of a credential: the written one, or an access token that it stands for. Waits only where no token is there yet, or none
    /// that is still good.
    /// </summary>
    /// <param name="credential">The credential.</param>
    /// <param name="cancellation">Ends the waiting; what others wait for goes on.</param>
    ValueTask<CredentialAnswer> TakeAsync(Credential credential, CancellationToken cancellation);
}
