using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Reads a vendor's whole answer: https://platform.openai.com/docs/api-reference/chat/object, by the types of SDK 7.57 (2026-11-13).</summary>
internal static class ChatResponseDecoder
{
    private const WireProtocol Chat = WireProtocol.OpenAIChat;

    /// <inheritdoc cref="IEgressCodec.DecodeResponse"/>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        try
        {
            JsonWalk walk = new(body);
            return Decode(ref walk, sent);
        }
        catch (JsonException)
        {
            throw JsonWalk.Refuse(default, "is no JSON");
        }
    }

    private static ChatResponse Decode(ref JsonWalk walk, SentRequest sent)
    {
        ExtraList extras = new(Chat);
        ChatResponse response = new() { Protocol = Chat, Choices = [] };
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                response = response with { Id = walk.Text(new JsonPlace("$.id")) };
            }
            else if (name.SequenceEqual("model"u8))
            {
                response = response with { Model = walk.Text(new JsonPlace("$.model")) };
            }
            else if (name.SequenceEqual("created"u8))
            {
                response = response with { Created = ChatAnswers.MomentOf(walk.Number(new JsonPlace("$.created"))) };
            }
            else if (name.SequenceEqual("choices"u8))
            {
                response = response with { Choices = Choices(ref walk, response.Id, sent) };
            }
            else if (name.SequenceEqual("usage"u8))
            {
                response = response with { Usage = ChatUsageDecoder.Decode(ref walk, ref extras) };
            }
            else if (name.SequenceEqual("service_tier"u8))
            {
                response = response with { ServiceTier = walk.Text(new JsonPlace("$.service_tier")) };
            }
            else if (name.SequenceEqual("object"u8))
            {
                walk.Skip();
            }
            else
            {
                extras.Take(name, ref walk, default);
            }
        }

        return response.Choices.IsEmpty
            ? throw JsonWalk.Refuse(new JsonPlace("$.choices"), "is missing or empty")
            : response with { Extras = extras.ToImmutable() };
    }

    private static ImmutableArray<ChatChoice> Choices(ref JsonWalk walk, string? responseId, SentRequest sent)
    {
        walk.EnterArray(new JsonPlace("$.choices"));
        ImmutableArray<ChatChoice>.Builder choices = ImmutableArray.CreateBuilder<ChatChoice>();
        while (walk.NextElement())
        {
            choices.Add(Choice(ref walk, choices.Count, responseId, sent));
        }

        return choices.ToImmutable();
    }

    private static ChatChoice Choice(ref JsonWalk walk, int position, string? responseId, SentRequest sent)
    {
        JsonPlace place = ChatPaths.Choice(position);
        ExtraList extras = new(Chat);
        ChatMessageMembers members = new(ChatPaths.ChoiceMessage(position), sent) { CallIdStem = ChatAnswers.CallIdStem(responseId, position) };
        int index = position;
        FinishReason? finish = null;
        string? stopSequence = null;
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
            {
                index = (int)Math.Clamp(walk.Whole(place.Member("index")), 0, int.MaxValue);
            }
            else if (name.SequenceEqual("message"u8))
            {
                ReadMessage(ref walk, ChatPaths.ChoiceMessage(position).Message, ref members, ref extras);
            }
            else if (name.SequenceEqual("finish_reason"u8))
            {
                finish = ReadFinish(ref walk, place, ref extras);
            }
            else if (name.SequenceEqual("stop_reason"u8) && walk.Kind == JsonTokenType.String)
            {
                stopSequence = walk.Text(default);
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return new ChatChoice(index, members.Parts, ChatFinish.Settle(finish, members.HasCalls))
        {
            StopSequence = stopSequence,
            Place = place,
            Extras = extras.ToImmutable(),
        };
    }

    private static void ReadMessage(ref JsonWalk walk, JsonPlace place, ref ChatMessageMembers members, ref ExtraList extras)
    {
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("role"u8))
            {
                walk.Skip();
            }
            else if (!members.TryRead(name, ref walk))
            {
                extras.Take(name, ref walk, place);
            }
        }
    }

    // Mistral and OpenRouter end a failed answer with the word error. A word that nobody knows is kept for whoever reads the losses.
    private static FinishReason? ReadFinish(ref JsonWalk walk, JsonPlace choice, ref ExtraList extras)
    {
        string word = walk.Text(choice.Member(ChatFinish.Member));
        if (word == "error")
        {
            throw JsonWalk.Refuse(choice.Member(ChatFinish.Member), "is error: the vendor broke off");
        }

        FinishReason? reason = ChatFinish.Read(word);
        if (reason is null)
        {
            extras.Take("finish_reason"u8, ref walk, choice);
        }

        return reason;
    }
}
