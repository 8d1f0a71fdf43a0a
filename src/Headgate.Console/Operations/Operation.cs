using Headgate.Gateway.Config;

namespace Headgate.Console.Operations;

/// <summary>
/// One admin act. Every door (the HTTP API, the pages, the command line) runs the same class, so that the permission is
/// checked in one place and no door can forget it. Thread-safe.
/// </summary>
/// <typeparam name="TInput">What is asked for.</typeparam>
/// <typeparam name="TResult">What comes back, in the shape of the contract.</typeparam>
public abstract class Operation<TInput, TResult>
{
    /// <summary>The least role that may run it.</summary>
    public abstract AdminRole Needs { get; }

    /// <summary>Runs it, or says why not. Throws only on a bug or when a store fails.</summary>
    public virtual ValueTask<Outcome<TResult>> RunAsync(TInput input, Actor actor, CancellationToken cancellation) =>
        Refuse(actor) is { } problem ? ValueTask.FromResult<Outcome<TResult>>(problem) : ExecuteAsync(input, actor, cancellation);

    /// <summary>Why this actor may not run it; null when they may. Lets a door refuse before it reads the input.</summary>
    public virtual ValueTask<Problem?> RefuseAsync(Actor actor, CancellationToken cancellation) => new(Refuse(actor));

    /// <summary>Does it, for an actor who may.</summary>
    protected abstract ValueTask<Outcome<TResult>> ExecuteAsync(TInput input, Actor actor, CancellationToken cancellation);

    private Problem? Refuse(Actor actor) => actor.Role >= Needs ? null : Problem.Forbidden(Needs);
}
