using System.Runtime.InteropServices;
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
    private readonly Dictionary<ulong, int> _waitingBlocks = []; // of prompts that wait
    private long _ahead; // tokens of prompts that wait
    private double? _endsAt;
    private bool _toldEnd;

    /// <summary>Tokens of prompts that came, and those of them that the cache had.</summary>
    public (long All, long Cached) PromptTokens { get; private set; }

    /// <summary>When the iteration that was begun ends; null when that was told already, or there is nothing to do.</summary>
    public double? TakeEnd() => (_toldEnd, _endsAt) is (false, { } end) && (_toldEnd = true) ? end : null;

    /// <summary>What it says of itself.</summary>
    public ReplicaMetrics Metrics => new(_waiting.Count, _prefilling.Count + _answering.Count, spec.CacheTokens, PromptTokens.All);

    /// <summary>The seconds until a prompt that would come now had its first token, if nothing came after it.</summary>
    public double FirstToken(Prompt prompt, double now)
    {
        double tokens = _ahead + _prefilling.Sum(job => (double)job.PromptLeft) + Left(prompt);
        return (_endsAt - now ?? 0) + Seconds(tokens);
    }

    /// <summary>A request comes.</summary>
    public void Take(Job job, double now)
    {
        job.Expected = Left(job.Arrival.Prompt);
        _ahead += job.Expected;
        _waiting.Enqueue(job);
        foreach (ulong block in job.Arrival.Prompt.Blocks)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_waitingBlocks, block, out _)++;
        }

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
        _ahead -= job.Expected;
        foreach (ulong block in prompt.Blocks)
        {
            if (--CollectionsMarshal.GetValueRefOrAddDefault(_waitingBlocks, block, out _) == 0)
            {
                _waitingBlocks.Remove(block);
            }
        }

        return true;
    }

    /// <summary>What a prompt that comes now will have to be worked through, when those before it are in the cache.</summary>
    private long Left(Prompt prompt)
    {
        int found = _cache.Find(prompt.Blocks.AsSpan());
        while (found < prompt.Blocks.Length && _waitingBlocks.ContainsKey(prompt.Blocks[found]))
        {
            found++;
        }

        return prompt.Without(found);
    }

    private double Seconds(double tokens)
    {
        int answers = _answering.Count + _begun.Count;
        double iterations = Math.Max(1, tokens / (spec.IterationTokens - answers));
        return spec.Slowness * ((tokens / spec.PrefillTokensPerSecond) + (iterations * (spec.IterationSeconds + (answers * spec.DecodeSeconds))));
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
