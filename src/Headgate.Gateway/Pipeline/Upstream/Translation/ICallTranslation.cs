using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>A call by another protocol than the client's: the request as the vendor gets it, and how its answer is told to the client.</summary>
internal interface ICallTranslation
{
    /// <summary>The request's bytes; null when no vendor is asked. The call holds them once and each sending once more.</summary>
    BodyBuffer? Body { get; }

    /// <summary>What was lost: of the request, and by and by of the answer.</summary>
    LossList Losses { get; }

    /// <summary>
    /// True when the vendor answers in the client's protocol and as its client would have been answered: then its bytes come back unchanged.
    /// </summary>
    bool AnswersNatively => false;

    /// <summary>True when the vendor is given the beginning of the answer.</summary>
    bool IsPrefilled => false;

    /// <summary>
    /// A whole answer in the client's protocol, owned by the caller; null when it is not what the vendor's protocol allows. Empty as long as there is
    /// more to ask for.
    /// </summary>
    /// <param name="answer">The vendor's; empty when no vendor is asked.</param>
    PooledBytes? Translate(PooledBytes answer);

    /// <summary>
    /// Goes on to the next call where the vendor takes the request in several: <see cref="Body"/> is that one's then. False behind the last.
    /// </summary>
    bool TryGoOn() => false;

    /// <summary>What turns one streamed answer into the client's protocol.</summary>
    StreamTranslation OpenStream();
}
