using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Fleets;

/// <summary>Cuts a request's prompt into blocks, in the order in which engines lay prompts out: tools, instructions, conversation.</summary>
/// <remarks>
/// Blocks are of the client's own bytes. A client writes the turns that it sends again as it wrote them before, and the gateway need not know how an
/// engine lays out a conversation, nor its tokens.
/// </remarks>
internal static class PromptText
{
    private const int BlockBytes = 512;
    private const int BytesPerToken = 4;

    /// <summary>What comes behind so many blocks, 2 MiB, is no longer told apart.</summary>
    private const int MostBlocks = 4_096;

    /// <summary>The prompt of a request.</summary>
    public static Prompt Of(Inbound inbound)
    {
        var blocks = ImmutableArray.CreateBuilder<ulong>();
        ulong chain = Hash(0, MemoryMarshal.AsBytes(inbound.Model.AsSpan()));
        long bytes = 0;
        Add(inbound.Scan, "tools"u8, blocks, ref chain, ref bytes);
        Add(inbound.Scan, "system"u8, blocks, ref chain, ref bytes);
        Add(inbound.Scan, "instructions"u8, blocks, ref chain, ref bytes);
        Add(inbound.Scan, "systemInstruction"u8, blocks, ref chain, ref bytes);
        Add(inbound.Scan, "messages"u8, blocks, ref chain, ref bytes);
        Add(inbound.Scan, "input"u8, blocks, ref chain, ref bytes);
        Add(inbound.Scan, "contents"u8, blocks, ref chain, ref bytes);
        Add(inbound.Scan, "prompt"u8, blocks, ref chain, ref bytes);
        return new Prompt(blocks.DrainToImmutable(), bytes / BytesPerToken, BlockBytes / BytesPerToken);
    }

    private static void Add(JsonScan scan, ReadOnlySpan<byte> member, ImmutableArray<ulong>.Builder blocks, ref ulong chain, ref long bytes)
    {
        if (!scan.TryGet(member, out JsonMember found))
        {
            return;
        }

        ReadOnlySpan<byte> left = scan.ValueOf(found).Span;
        for (bytes += left.Length; left.Length >= BlockBytes && blocks.Count < MostBlocks; left = left[BlockBytes..])
        {
            chain = Hash(chain, left[..BlockBytes]);
            blocks.Add(chain);
        }

        chain = blocks.Count < MostBlocks ? Hash(chain, left) : chain;
    }

    /// <summary>The same in every gateway and process: gateways agree by it. Whoever makes texts collide spoils but the guess where they are.</summary>
    private static ulong Hash(ulong chain, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            chain = Fold(chain, word);
        }

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
        {
            chain = Fold(chain, rest);
        }

        return Fold(chain, (ulong)bytes.Length);
    }

    private static ulong Fold(ulong chain, ulong word)
    {
        ulong high = Math.BigMul(chain ^ word ^ 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, out ulong low);
        return high ^ low ^ word;
    }
}
