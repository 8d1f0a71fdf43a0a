using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Reads a streamed answer into the hub: blocks one after the other, usage as running totals.</summary>
/// <param name="sent">How the request was written.</param>
internal sealed class MessagesStreamDecoder(SentRequest sent) : IStreamDecoder
{
    private readonly MessagesBlockDecoder _blocks = new(sent);
    private MessagesUsage _usage;

    public void Read(in SseEvent streamEvent, List<ChatEvent> events)
    {
        MessagesEvent read = MessagesEvent.Read(streamEvent);
        if (read.Type.SequenceEqual("content_block_delta"u8))
        {
            _blocks.Continue(read, events);
        }
        else if (read.Type.SequenceEqual("content_block_start"u8))
        {
            _blocks.Start(read, events);
        }
        else if (read.Type.SequenceEqual("content_block_stop"u8))
        {
            _blocks.Stop(events);
        }
        else if (read.Type.SequenceEqual("message_start"u8))
        {
            Usage? usage = ReadUsage(read.Usage, events, out string? serviceTier);
            events.Add(new ChatEvent.Started(read.Id, read.Name)
            {
                Protocol = WireProtocol.AnthropicMessages,
                Usage = usage,
                ServiceTier = serviceTier,
                ServiceTierPath = "$.usage.service_tier",
            });
            NameUnknown(read, events);
        }
        else if (read.Type.SequenceEqual("message_delta"u8))
        {
            ReadMessageDelta(read, events);
        }
        else if (read.Type.SequenceEqual("message_stop"u8))
        {
            _blocks.Finish(events);
            events.Add(new ChatEvent.Ended());
        }
        else if (!read.Type.SequenceEqual("ping"u8) && !read.Type.IsEmpty)
        {
            events.Add(new ChatEvent.Lost(new Loss("$", "an event that is not known")));
        }
    }

    private void ReadMessageDelta(in MessagesEvent read, List<ChatEvent> events)
    {
        NameUnknown(read, events);
        if (read.StopReason is { } word)
        {
            FinishReason? reason = MessagesStop.Read(word);
            if (reason is null)
            {
                events.Add(new ChatEvent.Lost(new Loss("$.stop_reason", "a stop reason that is not known")));
            }

            _blocks.Finish(events);
            events.Add(new ChatEvent.Finished(0, _blocks.AsAsked(reason ?? FinishReason.Stop), read.StopSequence));
        }

        if (ReadUsage(read.Usage, events, out _) is { } usage)
        {
            events.Add(new ChatEvent.UsageReported(usage));
        }
    }

    // What comes later overwrites: these are totals.
    private Usage? ReadUsage(ReadOnlySpan<byte> json, List<ChatEvent> events, out string? serviceTier)
    {
        serviceTier = null;
        if (json.IsEmpty)
        {
            return null;
        }

        serviceTier = ReadRest(json, events);
        JsonCursor meters = new(json);
        return _usage.Read(ref meters);
    }

    // What is no meter: the class of service, and what is not known.
    private static string? ReadRest(ReadOnlySpan<byte> json, List<ChatEvent> events)
    {
        string? serviceTier = null;
        JsonCursor rest = new(json);
        bool isObject = rest.EnterObject();
        while (isObject && rest.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("service_tier"u8))
            {
                serviceTier = rest.Text();
                continue;
            }

            if (MessagesUsage.Knows(name))
            {
                NameUnknownDetails(name, ref rest, events);
                continue;
            }

            if (rest.Kind != JsonTokenType.Null)
            {
                NameMeter(Encoding.UTF8.GetString(name), events);
            }

            rest.Skip();
        }

        return serviceTier;
    }

    private static void NameUnknownDetails(ReadOnlySpan<byte> meter, ref JsonCursor value, List<ChatEvent> events)
    {
        if (!value.EnterObject())
        {
            return;
        }

        while (value.NextMember(out ReadOnlySpan<byte> name))
        {
            if (value.Kind != JsonTokenType.Null && !MessagesUsage.KnowsDetail(name))
            {
                NameMeter($"{Encoding.UTF8.GetString(meter)}.{Encoding.UTF8.GetString(name)}", events);
            }

            value.Skip();
        }
    }

    private static void NameMeter(string name, List<ChatEvent> events) =>
        events.Add(new ChatEvent.Lost(new Loss($"$.usage.{name}", "a meter that is not known")));

    private static void NameUnknown(in MessagesEvent read, List<ChatEvent> events)
    {
        if (read.Unknown is not { } unknown)
        {
            return;
        }

        foreach (string name in unknown)
        {
            events.Add(new ChatEvent.Lost(new Loss($"$.{name}", "Anthropic alone has this member")));
        }
    }
}
