using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>
/// Parts of answers that were translated, by their ids: a client that takes them for stored sends only the id back, and no vendor knows it. In
/// memory and bounded: what was not asked for longest goes first, and its client is told that there is no such item. Thread-safe.
/// </summary>
/// <param name="maxBytes">The most it may hold, bytes; default 64 MiB.</param>
/// <param name="maxEntryBytes">The most one item may hold, bytes; what is larger is not kept. Default 4 MiB.</param>
internal sealed class ItemMemory(long maxBytes = 64 << 20, int maxEntryBytes = 4 << 20)
{
    private readonly RecentMemory<(string Scope, string Id), ReadOnlyMemory<byte>> _recent = new(maxBytes, maxEntryBytes);

    /// <summary>Keeps the items of an answer, as far as they are not too large.</summary>
    /// <param name="scope">Whose they are: nobody else gets them.</param>
    /// <param name="items">The items.</param>
    public void Keep(string scope, IReadOnlyList<AnswerItem> items)
    {
        foreach (AnswerItem item in items)
        {
            _recent.Keep((scope, item.Id), item.Json, item.Json.Length + (sizeof(char) * item.Id.Length));
        }
    }

    /// <summary>An item, a JSON object; null when none is kept.</summary>
    public ReadOnlyMemory<byte>? Recall(string scope, string id) =>
        _recent.TryRecall((scope, id), out ReadOnlyMemory<byte> item) ? item : default(ReadOnlyMemory<byte>?);
}
