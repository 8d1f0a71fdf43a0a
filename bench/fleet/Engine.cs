using Headgate.Gateway.Fleets;
using Headgate.Llm.Chat;

namespace Headgate.FleetWorld;

/// <summary>
/// One replica: continuous batching with chunked prefill, first come, first served, over a paged cache that finds the beginnings of prompts again.
/// </summary>
internal sealed class Engine(EngineSpec spec, int blockTokens)
{
    private readonly BlockCache _cache = new(spec.CacheTokens / blockTokens);
    private readonly Queue<Job> _waiting = new();
    private readonly List<Job> _prefilling = [];
    private readonly List<Job> _answering = [];
    private readonly List<Job> _begun = [];
    private double? _endsAt;
    private bool _toldEnd;

    /// <summary>Tokens of prompts that came, and those of them that the cache had.</summary>
    public (long All, long Cached) PromptTokens { get; private set; }

    /// <summary>When the iteration that was begun ends; null when that was told already, or there is nothing to do.</summary>
    public double? TakeEnd() => (_toldEnd, _endsAt) is (false, { } end) && (_toldEnd = true) ? end : null;

    /// <summary>What it says of itself.</summary>
    public ReplicaMetrics Metrics => new(_waiting.Count, _prefilling.Count + _answering.Count, spec.CacheTokens, PromptTokens.All);

    /// <summary>A request comes.</summary>
    public void Take(Job job, double now)
    {
        _waiting.Enqueue(job);
        if (_endsAt is null)
        {
            Begin(now);
        }
    }

    /// <summary>The iteration is over: tells of first tokens and of ends, and begins the next.</summary>
    public void End(double now, Action<Job> firstToken)
    {
        for (int i = _answering.Count - 1; i >= 0; i--)
        {
            Job job = _answering[i];
            if (--job.OutputLeft == 0)
            {
                _answering.RemoveAt(i);
                Leave(job, now);
            }
        }

        foreach (Job job in _begun)
        {
            job.FirstTokenAt = now;
            job.Visit.FirstToken();
            firstToken(job);
            if (--job.OutputLeft == 0)
            {
                Leave(job, now);
            }
            else
            {
                _answering.Add(job);
            }
        }

        _begun.Clear();
        Begin(now);
    }

    private void Begin(double now)
    {
        int answers = _answering.Count;
        long left = spec.IterationTokens - answers;
        long prefilled = 0;
        while (left > 0 && (_prefilling.Count > 0 || TryAdmit()))
        {
            Job job = _prefilling[0];
            long piece = Math.Min(left, job.PromptLeft);
            (left, prefilled, job.PromptLeft) = (left - piece, prefilled + piece, job.PromptLeft - piece);
            if (job.PromptLeft == 0)
            {
                _prefilling.RemoveAt(0);
                _begun.Add(job);
            }
        }

        _toldEnd = false;
        _endsAt = answers + prefilled == 0 ? null
            : now + (spec.Slowness * (spec.IterationSeconds + (prefilled / spec.PrefillTokensPerSecond) + (answers * spec.DecodeSeconds)));
    }

    private bool TryAdmit()
    {
        if (!_waiting.TryPeek(out Job? job) || _answering.Count + _begun.Count >= spec.MostRunning)
        {
            return false;
        }

        Prompt prompt = job.Arrival.Prompt;
        long rest = prompt.Tokens - ((long)prompt.Blocks.Length * blockTokens) + job.Arrival.OutputTokens;
        job.Nameless = (int)((rest + blockTokens - 1) / blockTokens);
        int cached = _cache.Find(prompt.Blocks.AsSpan());
        if (!_cache.TryHold(prompt.Blocks.AsSpan(), job.Nameless))
        {
            return false;
        }

        job.PromptLeft = prompt.Without(cached);
        job.CachedTokens = prompt.Tokens - job.PromptLeft;
        PromptTokens = (PromptTokens.All + prompt.Tokens, PromptTokens.Cached + job.CachedTokens);
        _prefilling.Add(_waiting.Dequeue());
        return true;
    }

    private void Leave(Job job, double now)
    {
        _cache.Release(job.Arrival.Prompt.Blocks.AsSpan(), job.Nameless);
        var usage = new Usage
        {
            InputText = job.Arrival.Prompt.Tokens - job.CachedTokens,
            CacheRead = job.CachedTokens,
            OutputText = job.Arrival.OutputTokens,
        };
        job.Visit.Ended(TimeSpan.FromSeconds(now - job.FirstTokenAt), usage);
    }
}
