using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Reads the content of an answer: a list of objects with one member each, whose name says what it is.</summary>
internal static class ConversePartDecoder
{
    private const string Element = "$.output.message.content[{0}]";

    /// <summary>Takes the list.</summary>
    public static ImmutableArray<ContentPart> ReadContent(ref JsonWalk walk)
    {
        ImmutableArray<ContentPart>.Builder parts = ImmutableArray.CreateBuilder<ContentPart>();
        walk.EnterArray(new JsonPlace("$.output.message.content"));
        for (int index = 0; walk.NextElement(); index++)
        {
            JsonPlace place = new(Element, index);
            walk.EnterObject(place);
            while (walk.NextGiven(out ReadOnlySpan<byte> name))
            {
                parts.Add(ReadPart(ref walk, name, place));
            }
        }

        return parts.DrainToImmutable();
    }

    private static ContentPart ReadPart(ref JsonWalk walk, ReadOnlySpan<byte> name, JsonPlace place)
    {
        if (name.SequenceEqual("text"u8))
        {
            return new TextPart(walk.Text(place, "text")) { Place = place };
        }

        if (name.SequenceEqual("toolUse"u8))
        {
            return ReadCall(ref walk, place.Member("toolUse"));
        }

        if (name.SequenceEqual("reasoningContent"u8))
        {
            return ReadReasoning(ref walk, place.Member("reasoningContent"));
        }

        return name.SequenceEqual("citationsContent"u8)
            ? ReadCited(ref walk, place.Member("citationsContent"))
            : new NativePart(WireProtocol.BedrockConverse, Encoding.UTF8.GetString(name), walk.Raw()) { Place = place };
    }

    private static ToolCallPart ReadCall(ref JsonWalk walk, JsonPlace place)
    {
        ExtraList extras = new(WireProtocol.BedrockConverse);
        ToolCallPart call = new("", "", "{}"u8.ToArray()) { Place = place };
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("toolUseId"u8))
            {
                call = call with { Id = walk.Text(place, "toolUseId") };
            }
            else if (name.SequenceEqual("name"u8))
            {
                call = call with { Name = walk.Text(place, "name") };
            }
            else if (name.SequenceEqual("input"u8))
            {
                call = call with { Arguments = walk.Raw() };
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return call with { Extras = extras.ToImmutable() };
    }

    private static ReasoningPart ReadReasoning(ref JsonWalk walk, JsonPlace place)
    {
        ExtraList extras = new(WireProtocol.BedrockConverse);
        ReasoningPart reasoning = new() { Place = place };
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("redactedContent"u8))
            {
                reasoning = reasoning with { Redacted = walk.Text(place, "redactedContent"), SignedBy = WireProtocol.BedrockConverse };
            }
            else if (name.SequenceEqual("reasoningText"u8))
            {
                reasoning = ReadThought(reasoning, ref walk, place.Member("reasoningText"), ref extras);
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return reasoning with { Extras = extras.ToImmutable() };
    }

    private static ReasoningPart ReadThought(ReasoningPart reasoning, ref JsonWalk walk, JsonPlace place, ref ExtraList extras)
    {
        reasoning = reasoning with { Place = place };
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("text"u8))
            {
                reasoning = reasoning with { Text = walk.Text(place, "text") };
            }
            else if (name.SequenceEqual("signature"u8))
            {
                reasoning = reasoning with { Signature = walk.Text(place, "signature"), SignedBy = WireProtocol.BedrockConverse };
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return reasoning with { Text = reasoning.Text ?? "" };
    }

    // The text is the answer's; what it cites has no counterpart.
    private static TextPart ReadCited(ref JsonWalk walk, JsonPlace place)
    {
        ExtraList extras = new(WireProtocol.BedrockConverse);
        StringBuilder said = new();
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("content"u8))
            {
                ReadGenerated(ref walk, place.Member("content"), said, ref extras);
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return new TextPart(said.ToString()) { Place = place, Extras = extras.ToImmutable() };
    }

    private static void ReadGenerated(ref JsonWalk walk, JsonPlace place, StringBuilder said, ref ExtraList extras)
    {
        walk.EnterArray(place);
        while (walk.NextElement())
        {
            walk.EnterObject(place);
            while (walk.NextGiven(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("text"u8))
                {
                    said.Append(walk.Text(place, "text"));
                }
                else
                {
                    extras.Take(name, ref walk, place);
                }
            }
        }
    }
}
