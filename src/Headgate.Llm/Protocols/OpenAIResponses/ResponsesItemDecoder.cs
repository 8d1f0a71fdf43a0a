using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Reads those items that a model makes, in an answer and when they come back: reasoning and calls of tools.
/// https://platform.openai.com/docs/api-reference/responses/object, by the types of SDK 7.57 (2026-11-13).
/// </summary>
internal static class ResponsesItemDecoder
{
    private const WireProtocol Own = WireProtocol.OpenAIResponses;

    /// <summary>Consumes a call of a function, or of a tool that takes any text.</summary>
    public static ToolCallPart ReadCall(ref JsonWalk item, JsonPlace place, SentRequest sent, bool isFreeform)
    {
        string input = isFreeform ? "input" : "arguments";
        string? callId = null;
        string? tool = null;
        string? group = null;
        ReadOnlyMemory<byte> arguments = default;
        ItemRest rest = new(place);
        while (item.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("call_id"u8))
            {
                callId = item.Text(place, "call_id");
            }
            else if (name.SequenceEqual("name"u8))
            {
                tool = item.Text(place, "name");
            }
            else if (name.SequenceEqual("namespace"u8))
            {
                group = item.Text(place, "namespace");
            }
            else if (name.SequenceEqual(isFreeform ? "input"u8 : "arguments"u8))
            {
                arguments = item.TextBytes(place.Member(input));
            }
            else
            {
                rest.TakeOfItem(ref item, name);
            }
        }

        tool = tool ?? throw Missing(place, "name");
        return new ToolCallPart(
            callId ?? throw Missing(place, "call_id"), sent.ClientToolName(group is null ? tool : ToolGroup.Join(group, tool)), arguments)
        {
            IsFreeform = isFreeform, Place = place, Extras = rest.Extras,
        };
    }

    /// <summary>Consumes an item of reasoning. The texts of its summary are one text, with blank lines between.</summary>
    public static ReasoningPart ReadReasoning(ref JsonWalk item, JsonPlace place)
    {
        string? summary = null;
        string? content = null;
        string? sealedText = null;
        JsonWalk wholeContent = item;
        ItemRest rest = new(place);
        while (item.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("summary"u8))
            {
                summary = ReadTexts(ref item, place.Member("summary"));
            }
            else if (name.SequenceEqual("content"u8))
            {
                wholeContent = item;
                content = ReadTexts(ref item, place.Member("content"));
            }
            else if (name.SequenceEqual("encrypted_content"u8))
            {
                sealedText = item.Text(place, "encrypted_content");
            }
            else
            {
                rest.TakeOfItem(ref item, name);
            }
        }

        if (!string.IsNullOrEmpty(summary) && !string.IsNullOrEmpty(content))
        {
            rest.Take(ref wholeContent, "content"u8);
        }

        string text = string.IsNullOrEmpty(summary) ? content ?? "" : summary;
        ReasoningPart part = string.IsNullOrEmpty(sealedText) ? new ReasoningPart { Text = text } : CarriedThinking.Read(sealedText, text);
        return part with { Place = place, SignaturePlace = place.Member("encrypted_content"), Extras = rest.Extras };
    }

    /// <summary>Consumes a whole item as it stands.</summary>
    public static NativePart ReadNative(ref JsonWalk item, JsonPlace place, string type) => new(Own, type, item.Raw()) { Place = place };

    /// <summary>A member that must be there is not.</summary>
    public static UnreadableException Missing(JsonPlace place, string member) => JsonWalk.Refuse(place.Member(member), "is missing");

    private static string ReadTexts(ref JsonWalk texts, JsonPlace place)
    {
        StringBuilder joined = new();
        texts.EnterArray(place);
        for (int i = 0; texts.NextElement(); i++)
        {
            JsonPlace at = place.Item(i);
            texts.EnterObject(at);
            while (texts.NextGiven(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("text"u8))
                {
                    joined.Append(joined.Length == 0 ? "" : "\n\n").Append(texts.Text(at, "text"));
                }
                else
                {
                    texts.Skip();
                }
            }
        }

        return joined.ToString();
    }
}
