using System.Diagnostics.CodeAnalysis;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>
/// Signed thinking whose client has no field to keep it in, by the call of a tool that it led to: the vendor wants it back with the call's
/// result. In memory and bounded: what was not asked for longest goes first, and its conversation goes on without thinking. Thread-safe.
/// </summary>
/// <param name="maxBytes">The most it may hold, bytes; default 64 MiB.</param>
/// <param name="maxEntryBytes">The most one call may hold, bytes; what is larger is not kept. Default 4 MiB.</param>
internal sealed class ReasoningMemory(long maxBytes = 64 << 20, int maxEntryBytes = 4 << 20)
{
    private readonly RecentMemory<Place, KeptThinking> _recent = new(maxBytes, maxEntryBytes);

    /// <summary>Keeps the thinking before a call; false when it is too large.</summary>
    /// <param name="keyId">The virtual key whose it is: another key that sends the same call's id does not get it.</param>
    /// <param name="vendor">The base URL of the endpoint that signed it: another vendor of the same protocol would refuse the signature.</param>
    /// <param name="callId">The call of a tool.</param>
    /// <param name="thinking">The thinking.</param>
    public bool Keep(string keyId, Uri vendor, string callId, KeptThinking thinking) =>
        _recent.Keep(new Place(keyId, vendor, callId), thinking, SizeOf(thinking) + (sizeof(char) * callId.Length));

    /// <summary>The thinking before a call; false when none of this vendor's is kept.</summary>
    public bool TryRecall(string keyId, Uri vendor, string callId, [NotNullWhen(true)] out KeptThinking? thinking) =>
        _recent.TryRecall(new Place(keyId, vendor, callId), out thinking);

    private static long SizeOf(KeptThinking thinking) => thinking.Thoughts.Sum(
        thought => sizeof(char) * ((long)(thought.Part.Text?.Length ?? 0) + (thought.Part.Signature?.Length ?? 0) + (thought.Part.Redacted?.Length ?? 0)));

    private readonly record struct Place(string KeyId, Uri Vendor, string CallId);
}
