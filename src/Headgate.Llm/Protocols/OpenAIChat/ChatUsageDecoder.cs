using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Reads the <c>usage</c> of a whole answer: the meters, and what vendors add to them (costs, times, predictions) as extras.</summary>
internal static class ChatUsageDecoder
{
    /// <summary>The details of the input.</summary>
    public static readonly JsonPlace InputDetails = ChatPaths.Usage.Member("prompt_tokens_details");

    /// <summary>The details of the output.</summary>
    public static readonly JsonPlace OutputDetails = ChatPaths.Usage.Member("completion_tokens_details");

    /// <summary>Consumes the value.</summary>
    public static Usage? Decode(ref JsonWalk walk, ref ExtraList extras)
    {
        ReadOnlyMemory<byte> json = walk.Raw();
        JsonCursor cursor = new(json.Span);
        Usage? usage = OpenAIUsage.Read(ref cursor);
        JsonWalk members = new(json);
        members.EnterObject(ChatPaths.Usage);
        while (members.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("prompt_tokens_details"u8))
            {
                TakeDetails(ref members, InputDetails, ref extras);
            }
            else if (name.SequenceEqual("completion_tokens_details"u8))
            {
                TakeDetails(ref members, OutputDetails, ref extras);
            }
            else if (!IsTotal(name))
            {
                extras.Take(name, ref members, ChatPaths.Usage);
            }
        }

        return usage;
    }

    /// <summary>Tells what vendors add to a streamed answer's meters, unless it is a zero. The cursor is a copy: it reads ahead.</summary>
    public static void TellLost(JsonCursor usage, LostMembers lost, List<ChatEvent> events)
    {
        usage.EnterObject();
        while (usage.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("prompt_tokens_details"u8))
            {
                TellLostDetails(ref usage, "$.usage.prompt_tokens_details", lost, events);
            }
            else if (name.SequenceEqual("completion_tokens_details"u8))
            {
                TellLostDetails(ref usage, "$.usage.completion_tokens_details", lost, events);
            }
            else if (!IsTotal(name) && usage.Kind != JsonTokenType.Null)
            {
                lost.Tell("$.usage", name, events);
                usage.Skip();
            }
            else
            {
                usage.Skip();
            }
        }
    }

    private static void TellLostDetails(ref JsonCursor details, string path, LostMembers lost, List<ChatEvent> events)
    {
        if (!details.EnterObject())
        {
            return;
        }

        while (details.NextMember(out ReadOnlySpan<byte> name))
        {
            bool isNull = details.Kind == JsonTokenType.Null;
            if (details.Count() != 0 && !isNull && !IsDetail(name))
            {
                lost.Tell(path, name, events);
            }
        }
    }

    /// <summary>True for the counts that the meters hold, DeepSeek's two of its cache among them.</summary>
    public static bool IsTotal(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("prompt_tokens"u8)
        || name.SequenceEqual("completion_tokens"u8)
        || name.SequenceEqual("total_tokens"u8)
        || name.SequenceEqual("prompt_cache_hit_tokens"u8)
        || name.SequenceEqual("prompt_cache_miss_tokens"u8);

    private static void TakeDetails(ref JsonWalk details, JsonPlace place, ref ExtraList extras)
    {
        details.EnterObject(place);
        while (details.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (IsDetail(name))
            {
                details.Skip();
            }
            else
            {
                extras.Take(name, ref details, place);
            }
        }
    }

    private static bool IsDetail(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("cached_tokens"u8)
        || name.SequenceEqual("cache_write_tokens"u8)
        || name.SequenceEqual("cache_write_tokens_details"u8)
        || name.SequenceEqual("reasoning_tokens"u8)
        || name.SequenceEqual("audio_tokens"u8)
        || name.SequenceEqual("image_tokens"u8);
}
