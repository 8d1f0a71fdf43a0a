namespace Headgate.Gateway.Fleets;

/// <summary>What a replica's prompt cache is thought to have, in blocks of the size that prompts come in. Not thread-safe.</summary>
/// <remarks>
/// What others send pushes out what this gateway sent: of the cache, it counts on the share that it has in the replica's prompts.
/// </remarks>
internal sealed class CacheView
{
    /// <summary>The size of a cache that does not say how large it is.</summary>
    private const long UsualTokens = 512 * 1024;

    /// <summary>No cache is thought to be larger: so what is kept of one is bounded.</summary>
    private const long MostTokens = 8 * 1024 * 1024;

    private const double LeastShare = 0.05;

    private long _tokens = UsualTokens;
    private int _blockTokens = 1;
    private PrefixIndex? _index;
    private DecayedRatio _share; // tokens sent by this gateway, tokens of all
    private double _sent; // since all was heard last
    private double? _all;

    /// <summary>How many leading blocks of a prompt it has.</summary>
    public int Find(Prompt prompt) => _index?.Find(prompt.Blocks.AsSpan()) ?? 0;

    /// <summary>The block by which a prompt is told from others, when so many of its leading blocks are there.</summary>
    public ulong Origin(Prompt prompt, int found) => _index?.Origin(prompt.Blocks.AsSpan(), found) ?? prompt.Blocks[0];

    /// <summary>The tokens of late that this gateway sent, and those of all.</summary>
    public (double Own, double All) Sent(double now) => _share.Sums(now);

    /// <summary>A prompt is sent there.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="origin">The block by which it is told from others; 0 = its first.</param>
    public void Add(Prompt prompt, ulong origin)
    {
        _sent += prompt.Tokens;
        if (_index is null)
        {
            _blockTokens = prompt.BlockTokens;
            _index = new PrefixIndex((int)(_tokens / _blockTokens));
        }

        _index.Add(prompt.Blocks.AsSpan(), origin);
    }

    /// <summary>The replica said how large its cache is, and how many tokens all its prompts had.</summary>
    public void Heard(in ReplicaMetrics metrics, double now)
    {
        if (metrics.PromptTokens is { } all)
        {
            if (_all is { } before && all > before)
            {
                _share.Add(_sent, all - before, now);
            }

            (_all, _sent) = (all, 0);
        }

        (double own, double total) = _share.Sums(now);
        double share = total > 0 ? Math.Clamp(own / total, LeastShare, 1) : 1;
        _tokens = (long)(Math.Min(metrics.CacheTokens is > 0 and var told ? told : UsualTokens, MostTokens) * share);
        _index?.Resize((int)(_tokens / _blockTokens));
    }
}
