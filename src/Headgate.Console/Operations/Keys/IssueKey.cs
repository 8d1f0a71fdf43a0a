using Headgate.Console.Operations.Audit;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Llm.Protocols;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Operations.Keys;

/// <summary>Issues a virtual key. The result holds its secret, this once; the store keeps only the SHA-256.</summary>
public sealed class IssueKey(KeyDirectory keys, AuditTrail trail, TimeProvider time, ILogger<IssueKey> log)
    : AuditedOperation<IssueKeyInput, KeyView>(trail)
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Operator;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<KeyView>> ExecuteAsync(IssueKeyInput input, Actor actor, CancellationToken cancellation)
    {
        DateTimeOffset now = Moment.Whole(time.GetUtcNow());
        if (KeyRules.Check(input, keys.Teams, keys.HasWebhook, now) is { } problem)
        {
            return problem;
        }

        string secret = KeySecret.Create();
        VirtualKey key = Make(input, $"key_{Guid.CreateVersion7(now):N}", secret, now);
        if (!await keys.AddAsync(key, cancellation))
        {
            return new Problem(ProblemCode.Conflict, $"There is a key with the name `{key.Name}` already.", "name");
        }

        Log.Issued(log, actor.Name, key.Name, key.Id);
        return KeyView.Of(key) with { Secret = secret };
    }

    /// <inheritdoc />
    protected override string ObjectOf(IssueKeyInput input) => input.Name ?? "";

    /// <inheritdoc />
    protected override AuditChange ChangeOf(KeyView result) => new(null, result.ToAuditJson());

    private static VirtualKey Make(IssueKeyInput input, string id, string secret, DateTimeOffset now) => new()
    {
        Id = id,
        Name = input.Name!,
        Digest = KeyDigest.Of(secret),
        Team = input.Team,
        Models = input.Models,
        RequestsPerMinute = input.RequestsPerMinute,
        TokensPerMinute = input.TokensPerMinute,
        Concurrent = input.Concurrent,
        Budgets = input.Budget is { } budget ? [budget.ToBudget(new BudgetScope(BudgetScopeKind.Key, id))] : [],
        EndUsers = input.EndUsers?.ToBudgets(id),
        EndUser = EndUserSightNames.Parse(input.EndUser)!.Value,
        Expires = input.Expires is { } expires ? Moment.Future(expires, now) : null,
        Created = now,
        Tags = input.Tags,
        AllowedIps = [.. input.AllowedIps.Select(KeyRules.Range)],
        ServiceTiers = input.ServiceTiers is { } tiers ? [.. tiers.Select(RequestTiers.NameOf)] : null,
        ServerTools = input.ServerTools is { } tools ? [.. tools.Select(tool => ServerToolName.Of(tool)!)] : null,
        MayBringCredentials = input.Byok,
        SeesDiagnostics = input.Permissions.Contains(KeyRules.Diagnostics),
        Layer = ConfigLayer.Store,
    };
}
