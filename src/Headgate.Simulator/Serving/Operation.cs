using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>One operation of a vendor's wire protocol, written by hand from the vendor's documentation.</summary>
internal abstract class Operation(Vendor vendor)
{
    public Vendor Vendor => vendor;

    /// <summary>The top-level fields the vendor documents: <c>picky</c> refuses every other.</summary>
    public abstract FrozenSet<string> KnownFields { get; }

    /// <summary>What the vendor would refuse in this body, or null. Comes first: the other members may rely on it.</summary>
    public abstract VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal);

    public abstract Conversation Read(JsonElement body);

    public abstract void WriteAnswer(Utf8JsonWriter json, Turn turn);

    /// <summary>Whether the operation can stream at all.</summary>
    public virtual bool CanStream => true;

    /// <summary>The stored answer that a body goes on from; null when it names none.</summary>
    public virtual string? Resumes(JsonElement body) => null;

    /// <summary>The answer's id and JSON, when it is to be stored.</summary>
    public virtual (string Id, string Json)? Stores(Turn turn) => null;

    /// <summary>Whether a prompt that a filter stopped is answered, by nothing, rather than refused.</summary>
    public virtual bool AnswersWhenFiltered => false;

    /// <summary>Whether the vendor asks money for it.</summary>
    public virtual bool IsBilled => true;

    /// <summary>The answer as events, written one by one into the same scratch: each is to be sent before the next is asked for.</summary>
    public virtual IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => [];

    /// <summary>The content type of a stream.</summary>
    public virtual string StreamType => "text/event-stream; charset=utf-8";

    /// <summary>Writes an event as it is on the wire.</summary>
    public virtual void Frame(StreamEvent sent, IBufferWriter<byte> output)
    {
        if (sent.Name is not null)
        {
            output.Write("event: "u8);
            Encoding.UTF8.GetBytes(sent.Name, output);
            output.Write("\n"u8);
        }

        output.Write(sent.IsComment ? ": "u8 : "data: "u8);
        output.Write(sent.Data.Span);
        output.Write("\n\n"u8);
    }

    /// <summary>The failure that comes inside a stream.</summary>
    /// <param name="scratch">Where to write it.</param>
    /// <param name="turn">The turn that fails.</param>
    /// <param name="eventsSent">Events sent before it.</param>
    /// <param name="beforeContent">Whether no content was sent yet.</param>
    public virtual StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent) => default;
}
