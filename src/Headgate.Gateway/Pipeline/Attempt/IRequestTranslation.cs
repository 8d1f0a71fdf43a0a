using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>
/// A request on its way to targets that do not speak its protocol: read into a hub once, when the first of them comes up, and written anew for
/// each call. As long as only targets of the native lane are called, it costs nothing.
/// </summary>
internal interface IRequestTranslation : IDisposable
{
    /// <summary>
    /// Why a target is left out: the body cannot be read, or cannot be told there, a URL of it cannot be fetched for a vendor that takes only
    /// bytes, or <c>on_loss</c> forbids what would be lost. Null when it may be called.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="endsAt">The timestamp at which the request ends.</param>
    /// <param name="departed">Cancelled when the client leaves.</param>
    ValueTask<GatewayError?> RefuseAsync(Target target, long endsAt, CancellationToken departed);

    /// <summary>The call of a target that was not refused; null when it is of the native lane.</summary>
    /// <param name="target">The target.</param>
    /// <param name="bound">The most tokens of each answer, where the client leaves that open and a budget does not; null otherwise.</param>
    ICallTranslation? Translate(Target target, long? bound);

    /// <summary>
    /// How a stream of the native lane is told to the client where another vendor may have to go on with it; null where its bytes pass. Default null.
    /// </summary>
    /// <param name="target">The target.</param>
    ICallTranslation? Retell(Target target) => null;
}
