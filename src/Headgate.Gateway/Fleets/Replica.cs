using Headgate.Llm.Chat;

namespace Headgate.Gateway.Fleets;

/// <summary>
/// What is known of one server of a fleet: the gateway's own calls, what its prompt cache is thought to have, how fast it is, and what it says of
/// itself. Thread-safe.
/// </summary>
/// <param name="identity">Names it, the same in every gateway.</param>
/// <param name="time">The clock.</param>
internal sealed class Replica(ulong identity, TimeProvider time)
{
    /// <summary>What was not heard of for this long is not known: its metrics are read each second.</summary>
    private const double StaleAfterSeconds = 5;

    /// <summary>What is measured counts as much as what is true of the whole fleet once it is of so many tokens.</summary>
    private const double PriorTokens = 2_000;

    /// <summary>An answer of fewer tokens says nothing about the time between them.</summary>
    private const long FewestTokens = 8;

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly WaitingCalls _waiting = new();
    private readonly CacheView _cache = new();
    private int _answering;
    private double _others; // calls of others that wait
    private double _heardAt = double.NegativeInfinity;
    private DecayedRatio _usualOthers; // calls of others that wait, as it was asked; times
    private DecayedRatio _prefill; // seconds until first tokens, tokens worked through in them
    private DecayedRatio _prompts; // tokens that the cache was not known to have, prompts
    private DecayedRatio _found; // tokens found that were not known, tokens not known: of favoured calls
    private DecayedRatio _steps; // seconds between two tokens, answers under way

    /// <summary>Names it, the same in every gateway.</summary>
    public ulong Identity => identity;

    /// <summary>The gateway's own calls under way there, to the end of their streams.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count + _answering;
            }
        }
    }

    /// <summary>What was measured of late.</summary>
    public Measured Measured
    {
        get
        {
            lock (_lock)
            {
                double now = Now;
                (double seconds, double tokens) = _prefill.Sums(now);
                (double promptTokens, double prompts) = _prompts.Sums(now);
                (double found, double unknown) = _found.Sums(now);
                (double own, double all) = _cache.Sent(now);
                return new Measured(seconds, tokens, promptTokens, prompts, unknown, found, own, all);
            }
        }
    }

    private double Now => time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>How it stands to a prompt.</summary>
    public Outlook Look(Prompt prompt, in FleetView fleet)
    {
        lock (_lock)
        {
            double now = Now;
            (double seconds, double tokens) = _prefill.Sums(now);
            _waiting.SecondsPerToken = (seconds + (PriorTokens * fleet.SecondsPerToken)) / (tokens + PriorTokens);
            Settle(now);
            int cached = _cache.Find(prompt);
            return new Outlook
            {
                QueuedTokens = Ahead(now, fleet),
                CachedBlocks = cached,
                Origin = prompt.Blocks.IsEmpty ? 0 : _cache.Origin(prompt, cached),
                PromptTokens = prompt.Without(cached),
                SecondsPerToken = _waiting.SecondsPerToken,
                StepSeconds = Step(now),
                OverdueSeconds = _waiting.Overdue(now),
                InFlight = _waiting.Count + _answering,
                IsKnown = now - _heardAt <= StaleAfterSeconds,
            };
        }
    }

    /// <summary>A call is sent there. What is given ends with <see cref="ReplicaCall.Leave"/>.</summary>
    public ReplicaCall Enter(Prompt prompt, in FleetView fleet, bool isStream)
    {
        lock (_lock)
        {
            double now = Now;
            Settle(now);
            double tokens = prompt.Without(_cache.Find(prompt));
            _cache.Add(prompt, fleet.Origin);
            _prompts.Add(tokens, 1, now);
            var call = new ReplicaCall(this)
            {
                IsStream = isStream,
                PromptTokens = tokens,
                CachedTokens = prompt.Tokens - tokens,
                Found = fleet.FoundAt(this),
                IsFavoured = ReferenceEquals(fleet.Favourite, this),
                AheadTokens = Ahead(now, fleet),
                SentAt = now,
            };
            _waiting.Add(call, now);
            return call;
        }
    }

    /// <summary>It said how it stands.</summary>
    public void Heard(in ReplicaMetrics metrics)
    {
        lock (_lock)
        {
            double now = Now;
            Settle(now);
            double unfinished = metrics.Waiting > 0 ? metrics.Waiting + 1 : 0; // one more is being begun, and counts as running
            double others = metrics.Waiting + metrics.Running - _waiting.Count - _answering;
            _others = Math.Max(0, Math.Min(unfinished - _waiting.Count, others));
            _usualOthers.Add(_others, 1, now);
            _heardAt = now;
            _cache.Heard(metrics, now);
        }
    }

    internal void FirstToken(ReplicaCall call)
    {
        lock (_lock)
        {
            if (call.State == ReplicaCallState.Waiting)
            {
                double now = Now;
                _prefill.Add(Math.Max(0, now - call.SentAt - Step(now)), call.AheadTokens + call.Work, now);
                Begin(call, now);
            }
        }
    }

    internal void Answered(ReplicaCall call, TimeSpan? after, Usage? usage)
    {
        lock (_lock)
        {
            if (after is { } time && usage?.Output is { } tokens and >= FewestTokens)
            {
                _steps.Add(time.TotalSeconds / (tokens - 1), Math.Max(1, _answering), Now);
            }

            if (call.IsFavoured && usage is { CacheRead: { } read, Input: > 0 and var input })
            {
                double cached = (call.CachedTokens + call.PromptTokens) * read / input; // in tokens as they are estimated here
                _found.Add(Math.Clamp(cached - call.CachedTokens, 0, call.PromptTokens), call.PromptTokens, Now);
            }
        }
    }

    internal void Leave(ReplicaCall call)
    {
        lock (_lock)
        {
            if (call.State == ReplicaCallState.Waiting)
            {
                _waiting.Remove(call, Now);
            }
            else if (call.State == ReplicaCallState.Answering)
            {
                _answering--;
            }

            call.State = ReplicaCallState.Over;
        }
    }

    private void Begin(ReplicaCall call, double now)
    {
        _waiting.Remove(call, now);
        _answering++;
        call.State = ReplicaCallState.Answering;
    }

    /// <summary>What nobody sees begin is taken to have begun when its time is over, or those behind it would wait for ever.</summary>
    private void Settle(double now)
    {
        while (_waiting.Unseen(now) is { } begun)
        {
            Begin(begun, now);
        }
    }

    private double Ahead(double now, in FleetView fleet) => _waiting.Tokens(now) + (Others(now, fleet) * fleet.PromptTokens);

    /// <summary>The calls of others that wait: what was heard holds as long as a prompt takes, about; then as many wait as usual.</summary>
    private double Others(double now, in FleetView fleet)
    {
        (double sum, double times) = _usualOthers.Sums(now);
        double usual = times > 0 ? sum / times : 0;
        double prompt = Math.Max(0.001, fleet.PromptTokens * _waiting.SecondsPerToken);
        return usual + ((_others - usual) * Math.Exp((_heardAt - now) / prompt));
    }

    private double Step(double now) => _steps.Sums(now) is var (seconds, answers) && answers > 0 ? seconds / answers * (_answering + 1) : 0;
}
