using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Reads a client's request: https://platform.openai.com/docs/api-reference/responses/create, by the types of SDK 7.57 (2026-11-13). Members whose
/// value is what the gateway does anyway say nothing.
/// </summary>
internal static class ResponsesRequestDecoder
{
    private const WireProtocol Own = WireProtocol.OpenAIResponses;

    /// <inheritdoc cref="IIngressCodec.DecodeRequest"/>
    public static ChatRequest Decode(ReadOnlyMemory<byte> body)
    {
        ImmutableArray<Message>? input = null;
        RequestMembers members = new(body, "input"u8, (ref JsonWalk walk) => input = ResponsesInputDecoder.Decode(ref walk));
        ExtraList extras = new(Own);
        string model = members.Text("model"u8)?.Value ?? throw JsonWalk.Refuse(new JsonPlace("$.model"), "is missing; name the model to call");
        ImmutableArray<Message> messages = input ?? throw JsonWalk.Refuse(new JsonPlace("$.input"), "is missing; send a text or items");
        bool isStream = members.Flag("stream"u8)?.Value ?? false;
        SkipWhatIsDoneAnyway(members, ref extras);
        return new ChatRequest
        {
            Protocol = Own,
            Model = model,
            Messages = members.Text("instructions"u8) is { } instructions ? messages.Insert(0, Instructions(instructions.Value)) : messages,
            Tools = ResponsesToolDecoder.Decode(members),
            ToolChoice = ResponsesChoiceDecoder.Decode(members),
            ParallelToolCalls = members.Flag("parallel_tool_calls"u8),
            Format = ReadText(members, ref extras),
            MaxOutputTokens = members.Whole("max_output_tokens"u8),
            Temperature = members.Number("temperature"u8),
            TopP = members.Number("top_p"u8),
            TopLogProbabilities = members.Whole("top_logprobs"u8),
            Reasoning = ReadReasoning(members),
            ServiceTier = members.Text("service_tier"u8),
            EndUser = members.Text("safety_identifier"u8) ?? members.Text("user"u8),
            IsStream = isStream,
            // A stream of this protocol always ends with its usage.
            WantsUsage = isStream,
            Extras = Rest(members, ref extras),
        };
    }

    private static Message Instructions(string text) => new()
    {
        Role = Role.System, Parts = [new TextPart(text) { Place = ResponsesPaths.Instructions }], Place = ResponsesPaths.Instructions,
    };

    // Nothing is stored, nothing runs in the background, nothing is truncated, sealed reasoning is always included.
    private static void SkipWhatIsDoneAnyway(RequestMembers members, ref ExtraList extras)
    {
        members.Flag("store"u8);
        members.Flag("background"u8);
        if (members.TryTake("truncation"u8, out JsonWalk truncation, out _) && !truncation.Is("disabled"u8))
        {
            extras.Take("truncation"u8, ref truncation, default);
        }

        if (members.TryTake("include"u8, out JsonWalk include, out string path) && HasMoreThanSealedReasoning(include, path))
        {
            extras.Take("include"u8, ref include, default);
        }
    }

    private static bool HasMoreThanSealedReasoning(JsonWalk include, string path)
    {
        bool hasMore = false;
        include.EnterArray(new JsonPlace(path));
        while (include.NextElement())
        {
            hasMore |= !include.Is("reasoning.encrypted_content"u8);
            include.Skip();
        }

        return hasMore;
    }

    private static OutputFormat? ReadText(RequestMembers members, ref ExtraList extras)
    {
        OutputFormat? format = null;
        if (!members.TryTake("text"u8, out JsonWalk text, out _))
        {
            return format;
        }

        text.EnterObject(ResponsesPaths.Text);
        while (text.NextGiven(out ReadOnlySpan<byte> name))
        {
            JsonWalk start = text;
            if (!name.SequenceEqual("format"u8) || (format = ResponsesFormatDecoder.Decode(ref text)) is null)
            {
                text = start;
                extras.Take(name, ref text, ResponsesPaths.Text);
            }
        }

        return format;
    }

    private static Reasoning? ReadReasoning(RequestMembers members)
    {
        if (!members.TryTake("reasoning"u8, out JsonWalk walk, out _))
        {
            return null;
        }

        Reasoning reasoning = new();
        ExtraList extras = new(Own);
        walk.EnterObject(ResponsesPaths.Reasoning);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("effort"u8))
            {
                reasoning = reasoning with { Effort = new Given<string>(walk.Text(ResponsesPaths.Reasoning, "effort"), "$.reasoning.effort") };
            }
            else if (name.SequenceEqual("summary"u8))
            {
                // However long a summary is asked for, other vendors have one length.
                walk.Text(ResponsesPaths.Reasoning, "summary");
                reasoning = reasoning with { Display = new Given<string>(ReasoningDisplay.Summarized, "$.reasoning.summary") };
            }
            else
            {
                extras.Take(name, ref walk, ResponsesPaths.Reasoning);
            }
        }

        return reasoning with { Extras = extras.ToImmutable() };
    }

    private static ImmutableArray<Extra> Rest(RequestMembers members, ref ExtraList extras)
    {
        members.TakeRest(ref extras);
        return extras.ToImmutable();
    }
}
