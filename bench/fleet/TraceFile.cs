using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.FleetWorld;

/// <summary>
/// Requests from a file of JSON lines, each with <c>timestamp</c> (milliseconds), <c>input_length</c>, <c>output_length</c> (tokens) and
/// <c>hash_ids</c>: a number for each block of 512 tokens, equal where the block and all before it are. The form of Mooncake's traces.
/// </summary>
internal static class TraceFile
{
    /// <summary>Tokens of a block.</summary>
    public const int BlockTokens = 512;

    /// <summary>Reads requests, in the order of their time.</summary>
    /// <param name="lines">The lines; empty ones are passed by.</param>
    /// <param name="speed">How much faster they come than they came; 1 = not.</param>
    public static IEnumerable<Arrival> Read(IEnumerable<string> lines, double speed) =>
        lines.Where(line => line.Length > 0).Select(line => Read(line, speed)).OrderBy(arrival => arrival.At);

    private static Arrival Read(string line, double speed)
    {
        using JsonDocument request = JsonDocument.Parse(line);
        JsonElement root = request.RootElement;
        long tokens = root.GetProperty("input_length").GetInt64();
        ImmutableArray<ulong> blocks =
            [.. root.GetProperty("hash_ids").EnumerateArray().Take((int)(tokens / BlockTokens)).Select(id => Draw.Mix((ulong)id.GetInt64()))];
        return new Arrival(
            root.GetProperty("timestamp").GetDouble() / 1000 / speed,
            new Prompt(blocks, Math.Max(1, tokens), BlockTokens),
            Math.Max(1, root.GetProperty("output_length").GetInt32()));
    }
}
