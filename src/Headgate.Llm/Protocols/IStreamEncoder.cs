using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols;

/// <summary>Writes one streamed answer, event by event, as whole events of its protocol. Holds what it has written and is not shared.</summary>
public interface IStreamEncoder
{
    /// <summary>Writes what an event means in this protocol: no, one or several events of it.</summary>
    void Write(ChatEvent chatEvent, IBufferWriter<byte> output);

    /// <summary>What an answer that has ended consists of, where the client may name parts of it in a later request; default nothing.</summary>
    IReadOnlyList<AnswerItem> Items => [];

    /// <summary>The number of the next event, in protocols that number them (Responses); 0 in others.</summary>
    long NextSequenceNumber => 0;
}
