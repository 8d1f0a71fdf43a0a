using Headgate.Console.Operations.Audit;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Requests;

/// <summary>Shows one request record; its bodies, where kept, only to an admin.</summary>
public sealed class GetRequest(Gateway.Stores.IRequestLog requests, AuditTrail trail) : AuditedOperation<string, RequestView>(trail)
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<RequestView>> ExecuteAsync(string input, Actor actor, CancellationToken cancellation)
    {
        if (await requests.FindAsync(input, cancellation) is not { } record)
        {
            return Problem.NotFound("request");
        }

        return RequestView.Of(record) with { Bodies = actor.Role >= AdminRole.Admin ? BodiesView.Of(record) : null };
    }

    /// <summary>Who may see bodies is on record for having looked.</summary>
    protected override bool IsAudited(Actor actor) => actor.Role >= AdminRole.Admin;

    /// <inheritdoc />
    protected override string ObjectOf(string input) => input;

    /// <inheritdoc />
    protected override AuditChange ChangeOf(RequestView result) => default;
}
