using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Reads a streamed answer into the hub. Usage comes behind the answer's end, and is its last event.</summary>
/// <param name="sent">How the request was written.</param>
internal sealed class ConverseStreamDecoder(SentRequest sent) : IStreamDecoder
{
    private readonly ConverseBlocks _blocks = new(sent);

    public void Read(in SseEvent streamEvent, List<ChatEvent> events)
    {
        ConverseEvent read = ConverseEvent.Read(streamEvent.Data);
        ReadOnlySpan<byte> name = streamEvent.Name;
        if (name.SequenceEqual("contentBlockDelta"u8))
        {
            _blocks.Continue(read, events);
        }
        else if (name.SequenceEqual("contentBlockStart"u8))
        {
            _blocks.Start(read, events);
        }
        else if (name.SequenceEqual("contentBlockStop"u8))
        {
            _blocks.Stop(read.Block, events);
        }
        else if (name.SequenceEqual("messageStart"u8))
        {
            events.Add(new ChatEvent.Started(null, null) { Protocol = WireProtocol.BedrockConverse });
        }
        else if (name.SequenceEqual("messageStop"u8))
        {
            ReadStop(read, events);
        }
        else if (name.SequenceEqual("metadata"u8))
        {
            ReadMetadata(read, events);
        }
        else
        {
            events.Add(new ChatEvent.Lost(new Loss("$", "an event that is not known")));
            return;
        }

        foreach (string path in read.Unknown ?? [])
        {
            events.Add(new ChatEvent.Lost(new Loss($"$.{path}", "Bedrock alone has this member")));
        }
    }

    private void ReadStop(in ConverseEvent read, List<ChatEvent> events)
    {
        FinishReason? reason = ConverseStop.Read(read.StopReason);
        if (reason is null)
        {
            events.Add(new ChatEvent.Lost(new Loss("$.stopReason", "a stop reason that is not known")));
        }

        FinishReason finish = _blocks.Finish(reason ?? FinishReason.Stop, events);
        events.Add(new ChatEvent.Finished(0, finish, null));
    }

    private static void ReadMetadata(in ConverseEvent read, List<ChatEvent> events)
    {
        if (read.ServiceTier is { } tier)
        {
            // The hub is told it with the beginning; only what is not the usual is worth a word.
            if (tier != "default")
            {
                events.Add(new ChatEvent.Lost(new Loss("$.serviceTier", "comes too late in a stream")));
            }
        }

        if (!read.Usage.IsEmpty)
        {
            JsonCursor cursor = new(read.Usage);
            if (ConverseUsage.Read(ref cursor) is { } usage)
            {
                events.Add(new ChatEvent.UsageReported(usage));
            }

            NameUnknownMeters(read.Usage, events);
        }

        events.Add(new ChatEvent.Ended());
    }

    private static void NameUnknownMeters(ReadOnlySpan<byte> usage, List<ChatEvent> events)
    {
        JsonCursor meters = new(usage);
        bool isObject = meters.EnterObject();
        while (isObject && meters.NextMember(out ReadOnlySpan<byte> name))
        {
            if (!ConverseUsage.Knows(name) && meters.Kind != JsonTokenType.Null)
            {
                events.Add(new ChatEvent.Lost(new Loss($"$.usage.{Encoding.UTF8.GetString(name)}", "a meter that is not known")));
            }

            meters.Skip();
        }
    }
}
