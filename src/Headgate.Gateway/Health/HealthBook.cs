using System.Collections.Concurrent;
using Headgate.Gateway.Config;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Health;

/// <summary>
/// What is known of how targets fare. It lives on across reloads: it is kept by endpoint, upstream model and credential, so that a change of
/// config forgets nothing of what it does not touch. Thread-safe; a request takes no lock here.
/// </summary>
internal sealed class HealthBook(TimeProvider time, ILogger logger, IHealthWatch? watch = null)
{
    /// <summary>Clients may name models of their own (<c>provider/*</c>): beyond this many, those that nobody uses are forgotten.</summary>
    private const int MostTargets = 10_000;

    private const long ForgottenAfterMs = 600_000;

    /// <summary>Stands for all models that find no room.</summary>
    private const string Others = "*";

    private readonly ConcurrentDictionary<TargetKey, TargetHealth> _targets = new();
    private readonly ConcurrentDictionary<CredentialKey, CredentialHealth> _credentials = new();
    private readonly ConcurrentDictionary<string, RetryBudget> _budgets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HedgeBudget> _hedges = new(StringComparer.Ordinal);
    private readonly Bulletin _bulletin = new(time, logger, watch);
    private readonly long _start = time.GetTimestamp();
    private long _sweptAt;

    /// <summary>Milliseconds since the start: the time of everything in this book.</summary>
    public long Now => (long)time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>All targets that were ever called, but for those forgotten.</summary>
    public IEnumerable<KeyValuePair<TargetKey, TargetHealth>> Targets => _targets;

    /// <summary>All credentials.</summary>
    public IEnumerable<KeyValuePair<CredentialKey, CredentialHealth>> Credentials => _credentials;

    /// <summary>The health of a target.</summary>
    public TargetHealth Of(Target target) => target.Health is { } known && ReferenceEquals(known.Book, this) ? known : target.Health = Find(target);

    /// <summary>
    /// The target with a health that nobody else sees: what a credential that a caller brought meets says nothing of the operator's own, and is
    /// forgotten with the request.
    /// </summary>
    public Target Apart(Target target)
    {
        target.Health = new TargetHealth(
            this, new CredentialHealth(target.Credential.Id, Bulletin.None), target.Provider.Name, target.UpstreamModel, Bulletin.None);
        return target;
    }

    /// <summary>What a model may repeat.</summary>
    public RetryBudget BudgetOf(ModelAlias alias) => _budgets.GetOrAdd(alias.Label, static _ => new RetryBudget());

    /// <summary>What second calls a model may make.</summary>
    public HedgeBudget HedgesOf(ModelAlias alias) => _hedges.GetOrAdd(alias.Label, static _ => new HedgeBudget());

    private TargetHealth Find(Target target)
    {
        var key = new TargetKey(target.Provider.Endpoint, target.UpstreamModel, target.Credential.Id);
        if (_targets.TryGetValue(key, out TargetHealth? known))
        {
            return known;
        }

        if (_targets.Count >= MostTargets)
        {
            Sweep();
            key = _targets.Count >= MostTargets ? key with { Model = Others } : key;
        }

        return _targets.GetOrAdd(key, static (key, at) => at.Book.Make(key, at.Target), (Book: this, Target: target));
    }

    private TargetHealth Make(TargetKey key, Target target)
    {
        CredentialHealth credential = _credentials.GetOrAdd(
            new CredentialKey(key.Endpoint, key.Credential), static (key, told) => new CredentialHealth(key.Credential, told), _bulletin);
        return new TargetHealth(this, credential, target.Provider.Name, key.Model, _bulletin);
    }

    private void Sweep()
    {
        long now = Now;
        if (now - Interlocked.Exchange(ref _sweptAt, now) < 1000)
        {
            return; // whoever names ever new models shall not make each request look at all
        }

        foreach ((TargetKey key, TargetHealth health) in _targets)
        {
            if (health.IsIdle(now, ForgottenAfterMs))
            {
                _targets.TryRemove(key, out _);
            }
        }
    }
}
