using System.Text.Json;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Audit;

/// <summary>
/// An operation that changes something or shows what is secret. That it begins is in the audit log before it does, and what it came to before anybody
/// is answered; what cannot be written there is not done. So are calls of those who may not.
/// </summary>
/// <typeparam name="TInput">What is asked for.</typeparam>
/// <typeparam name="TResult">What comes back.</typeparam>
public abstract class AuditedOperation<TInput, TResult>(AuditTrail trail) : Operation<TInput, TResult>
{
    /// <summary>What the audit log calls it: <c>issue_key</c>.</summary>
    internal string Name => JsonNamingPolicy.SnakeCaseLower.ConvertName(GetType().Name);

    /// <inheritdoc />
    public sealed override async ValueTask<Problem?> RefuseAsync(Actor actor, CancellationToken cancellation)
    {
        Problem? refusal = await base.RefuseAsync(actor, cancellation);
        if (refusal is not null)
        {
            await trail.NoteAsync(actor, Name, "", refusal, cancellation);
        }

        return refusal;
    }

    /// <inheritdoc />
    public sealed override async ValueTask<Outcome<TResult>> RunAsync(TInput input, Actor actor, CancellationToken cancellation)
    {
        if (!IsAudited(actor) || await RefuseAsync(actor, cancellation) is not null)
        {
            return await base.RunAsync(input, actor, cancellation);
        }

        Outcome<long> begun = await trail.BeginAsync(actor, Name, ObjectOf(input), cancellation);
        return begun.Succeeded ? await ExecuteAsync(begun.Value, input, actor, cancellation) : begun.Problem;
    }

    /// <summary>False where it shows nothing secret to this actor. Default true.</summary>
    protected virtual bool IsAudited(Actor actor) => true;

    /// <summary>What it is done to, by the name that the caller gave; empty where there is none.</summary>
    protected abstract string ObjectOf(TInput input);

    /// <summary>What it changed.</summary>
    protected abstract AuditChange ChangeOf(TResult result);

    private async ValueTask<Outcome<TResult>> ExecuteAsync(long number, TInput input, Actor actor, CancellationToken cancellation)
    {
        AuditResult result = new(AuditResult.Failed);
        try
        {
            Outcome<TResult> outcome = await ExecuteAsync(input, actor, cancellation);
            result = outcome.Succeeded ? DoneWith(ChangeOf(outcome.Value)) : new AuditResult(SnakeCase.Of(outcome.Problem.Code));
            return await trail.EndAsync(number, result) is { } unwritten ? unwritten : outcome;
        }
        catch when (result.Outcome == AuditResult.Failed)
        {
            await trail.EndAsync(number, result);
            throw;
        }
    }

    private static AuditResult DoneWith(AuditChange change) => new(AuditResult.Done, change.Before, change.After);
}
