using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols;

/// <summary>
/// The client's side of a chat protocol: reads its requests into the hub and writes the hub's answers in its shapes. Stateless and shared.
/// Its errors are <see cref="ErrorTable"/>'s and <see cref="NativeProtocol.WriteStreamError"/>'s.
/// </summary>
public interface IIngressCodec
{
    /// <summary>The protocol.</summary>
    WireProtocol Protocol { get; }

    /// <summary>Reads a request that has scanned as strict JSON. What the hub has no place for becomes an <see cref="Extra"/>.</summary>
    /// <remarks>Where model and streaming are in the path (<see cref="NativeProtocol.IsNamedInPath"/>), they are left to who knows the path.</remarks>
    /// <exception cref="UnreadableException">A member that the protocol knows has a wrong type or value.</exception>
    ChatRequest DecodeRequest(ReadOnlyMemory<byte> body);

    /// <summary>
    /// An answer's id for a vendor that gives it none, in the form of the protocol's own; default the stem, which a codec that gives every answer its
    /// prefix completes when it writes.
    /// </summary>
    /// <param name="stem">What no other answer has: letters and digits.</param>
    string OwnId(string stem) => stem;

    /// <summary>
    /// True when the client gives back the ids of an answer's calls, but no signatures: whoever calls the codec may keep signed thinking by the call
    /// that it led to, and then leaves it out of what is written. Default false.
    /// </summary>
    bool GivesBackOnlyCalls(ChatRequest request) => false;

    /// <summary>Writes a whole answer, with every member that the protocol requires; what it cannot say goes to the losses.</summary>
    void EncodeResponse(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses);

    /// <summary>
    /// What a whole answer that was written here consists of, where the client may name parts of it in a later request; default nothing.
    /// </summary>
    /// <param name="answer">As <see cref="EncodeResponse"/> wrote it.</param>
    IReadOnlyList<AnswerItem> ItemsOf(ReadOnlyMemory<byte> answer) => [];

    /// <summary>A writer for one streamed answer to a request.</summary>
    IStreamEncoder EncodeStream(ChatRequest request, LossList losses);
}
