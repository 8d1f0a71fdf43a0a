using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Takes out of <c>context_management</c> what clears thinking, where thinking was taken away: with "strategy requires `thinking` to be enabled"
/// the vendor refuses it. https://github.com/anthropics/claude-code/issues/11971, read 2026-11-23.
/// </summary>
internal static class ThinkingClearing
{
    private const string Reason = "there is no thinking to clear";

    /// <summary>The members that can be sent; each edit that cannot is named.</summary>
    public static ImmutableArray<Extra> Without(ImmutableArray<Extra> extras, LossList losses) =>
        [.. extras.Select(extra => IsManagement(extra) ? Kept(extra, losses) : extra).OfType<Extra>()];

    private static bool IsManagement(Extra extra) =>
        extra is { Protocol: WireProtocol.AnthropicMessages, Name: "context_management" } && extra.Parent == default;

    /// <summary>The member without those edits; null when nothing is left of it.</summary>
    private static Extra? Kept(Extra management, LossList losses)
    {
        JsonCursor members = new(management.Json.Span);
        if (!members.EnterObject())
        {
            return management;
        }

        ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        int written = 0;
        while (members.NextMember(out ReadOnlySpan<byte> name))
        {
            ReadOnlyMemory<byte> value = members.Raw().ToArray();
            if (name.SequenceEqual("edits"u8) && !TryKeep(ref value, management.Place.Member("edits"), losses))
            {
                continue;
            }

            writer.WriteRaw(name, value);
            written++;
        }

        writer.WriteEndObject();
        writer.Flush();
        return written == 0 ? null : management with { Json = output.WrittenMemory };
    }

    /// <summary>Leaves those edits out of the list; false when none are left.</summary>
    private static bool TryKeep(ref ReadOnlyMemory<byte> edits, JsonPlace place, LossList losses)
    {
        JsonCursor items = new(edits.Span);
        if (!items.EnterArray())
        {
            return true;
        }

        List<ReadOnlyMemory<byte>> kept = [];
        int count = 0;
        for (; items.NextElement(); count++)
        {
            ReadOnlySpan<byte> edit = items.Raw();
            if (ClearsThinking(new JsonCursor(edit)))
            {
                losses.Add(place.Item(count), Reason);
            }
            else
            {
                kept.Add(edit.ToArray());
            }
        }

        if (kept.Count < count)
        {
            edits = Array(kept);
        }

        return kept.Count > 0 || count == 0;
    }

    private static bool ClearsThinking(JsonCursor edit)
    {
        bool clears = false;
        if (edit.EnterObject())
        {
            while (edit.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("type"u8))
                {
                    clears = edit.Word().StartsWith("clear_thinking_"u8);
                }
                else
                {
                    edit.Skip();
                }
            }
        }

        return clears;
    }

    private static ReadOnlyMemory<byte> Array(List<ReadOnlyMemory<byte>> items)
    {
        ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartArray();
        items.ForEach(item => writer.WriteRaw(item));
        writer.WriteEndArray();
        writer.Flush();
        return output.WrittenMemory;
    }
}
