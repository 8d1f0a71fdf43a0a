using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Reads a client's request: https://platform.openai.com/docs/api-reference/chat/create, by the types of SDK 7.57 (2026-11-13). What was deprecated is read
/// into what replaced it: <c>functions</c> into tools, <c>function_call</c> into the choice of one, <c>max_tokens</c> and <c>user</c>
/// unless their successors were sent too.
/// </summary>
internal static class ChatRequestDecoder
{
    private const WireProtocol Chat = WireProtocol.OpenAIChat;

    /// <inheritdoc cref="IIngressCodec.DecodeRequest"/>
    public static ChatRequest Decode(ReadOnlyMemory<byte> body)
    {
        ImmutableArray<Message>? messages = null;
        RequestMembers members = new(body, "messages"u8, (ref JsonWalk walk) => messages = ChatMessageDecoder.Decode(ref walk));
        ExtraList extras = new(Chat);
        return new ChatRequest
        {
            Protocol = Chat,
            Model = members.Text("model"u8)?.Value ?? throw JsonWalk.Refuse(new JsonPlace("$.model"), "is missing; name the model to call"),
            Messages = messages ?? throw JsonWalk.Refuse(new JsonPlace("$.messages"), "is missing; send at least one message"),
            Tools = ChatToolDecoder.Tools(members),
            ToolChoice = ChatToolDecoder.Choice(members),
            ParallelToolCalls = members.Flag("parallel_tool_calls"u8),
            Format = Format(members, ref extras),
            MaxOutputTokens = members.Whole("max_completion_tokens"u8) ?? members.Whole("max_tokens"u8),
            Temperature = members.Number("temperature"u8),
            TopP = members.Number("top_p"u8),
            TopK = members.Whole("top_k"u8),
            Seed = members.Whole("seed"u8),
            FrequencyPenalty = members.Number("frequency_penalty"u8),
            PresencePenalty = members.Number("presence_penalty"u8),
            LogProbabilities = members.Flag("logprobs"u8),
            TopLogProbabilities = members.Whole("top_logprobs"u8),
            Stop = Stop(members),
            Choices = members.Whole("n"u8),
            Reasoning = members.Text("reasoning_effort"u8) is { } effort ? new Reasoning { Effort = effort } : null,
            ServiceTier = members.Text("service_tier"u8),
            EndUser = members.Text("safety_identifier"u8) ?? members.Text("user"u8),
            IsStream = members.Flag("stream"u8)?.Value ?? false,
            WantsUsage = WantsUsage(members, ref extras),
            Extras = Rest(members, ref extras),
        };
    }

    private static Given<ImmutableArray<string>>? Stop(RequestMembers members)
    {
        if (!members.TryTake("stop"u8, out JsonWalk stop, out string path))
        {
            return null;
        }

        JsonPlace place = new(path);
        if (stop.Kind != JsonTokenType.StartArray)
        {
            return new Given<ImmutableArray<string>>([stop.Text(place)], path);
        }

        ImmutableArray<string>.Builder sequences = ImmutableArray.CreateBuilder<string>();
        while (stop.NextElement())
        {
            sequences.Add(stop.Text(place));
        }

        return sequences.Count == 0 ? null : new Given<ImmutableArray<string>>(sequences.ToImmutable(), path);
    }

    private static bool WantsUsage(RequestMembers members, ref ExtraList extras)
    {
        bool wantsUsage = false;
        if (!members.TryTake("stream_options"u8, out JsonWalk options, out _))
        {
            return wantsUsage;
        }

        options.EnterObject(ChatPaths.StreamOptions);
        while (options.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("include_usage"u8))
            {
                wantsUsage = options.Flag(ChatPaths.StreamOptions.Member("include_usage"));
            }
            else
            {
                extras.Take(name, ref options, ChatPaths.StreamOptions);
            }
        }

        return wantsUsage;
    }

    // A form that only some vendor knows (a grammar, a regular expression) goes to that vendor as it is.
    private static OutputFormat? Format(RequestMembers members, ref ExtraList extras)
    {
        if (!members.TryTake("response_format"u8, out JsonWalk format, out string path))
        {
            return null;
        }

        if (ChatFormatDecoder.Decode(format, path) is { } known)
        {
            return known;
        }

        extras.Take("response_format"u8, ref format, default);
        return null;
    }

    private static ImmutableArray<Extra> Rest(RequestMembers members, ref ExtraList extras)
    {
        members.TakeRest(ref extras);
        return extras.ToImmutable();
    }
}
