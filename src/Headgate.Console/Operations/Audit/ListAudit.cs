using System.Collections.Immutable;
using System.Globalization;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Audit;

/// <summary>Lists who did what to the gateway, the newest first.</summary>
public sealed class ListAudit(IAuditLog log) : Operation<ListAuditInput, Listing<AuditView>>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Admin;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<Listing<AuditView>>> ExecuteAsync(ListAuditInput input, Actor actor, CancellationToken cancellation)
    {
        int limit = input.Page.Limit;
        if (PageInput.CheckLimit(limit) is { } problem)
        {
            return problem;
        }

        long below = 0;
        if (input.Page.Cursor is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out below))
        {
            return Problem.Invalid("cursor", "`cursor` is not one that this list has given out.");
        }

        ImmutableArray<AuditEntry> acts = await log.ListAsync(
            new AuditQuery
            {
                Actor = input.Actor,
                Operation = input.Operation,
                Since = input.Since,
                Until = input.Until,
                Below = input.Page.Cursor is null ? null : below,
                Limit = limit + 1,
            },
            cancellation);
        return new Listing<AuditView>(
            [.. acts.Take(limit).Select(AuditView.Of)],
            acts.Length > limit ? acts[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }
}
