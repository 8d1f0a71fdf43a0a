using Headgate.Gateway.Stores;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Operations.Audit;

/// <summary>Writes the audit log for operations and doors. Thread-safe.</summary>
public sealed class AuditTrail(IAuditLog log, ILogger<AuditTrail> logger)
{
    private const int LongestObject = 128;

    private static readonly string[] SecretMarks = ["hg-", "hga-", "sk-", "whsec_"];

    /// <summary>Writes that an act begins: its number, or the problem with which it is to be refused.</summary>
    internal async ValueTask<Outcome<long>> BeginAsync(Actor actor, string operation, string on, CancellationToken cancellation)
    {
        try
        {
            return await log.BeginAsync(Act(actor, operation, on), cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The log is a port: whatever its driver throws, what it cannot take is not done.
            Log.Unwritten(logger, failure, actor.Name, operation);
            return new Problem(ProblemCode.AuditUnavailable, "The audit log cannot be written, and nothing is done without it.");
        }
    }

    /// <summary>Writes what it came to, also when the caller has left; gives the problem to answer with when that cannot be written.</summary>
    internal async ValueTask<Problem?> EndAsync(long number, AuditResult result)
    {
        try
        {
            await log.EndAsync(number, result, CancellationToken.None);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.UnwrittenResult(logger, failure, number, result.Outcome);
            return new Problem(
                ProblemCode.AuditUnavailable, $"The audit log has act {number} but not what it came to (`{result.Outcome}`): look before you repeat it.");
        }
    }

    /// <summary>Writes something that is refused. That it cannot be written is logged, and it stays refused.</summary>
    internal async ValueTask NoteAsync(Actor actor, string operation, string on, Problem refusal, CancellationToken cancellation)
    {
        try
        {
            await log.WriteAsync(Act(actor, operation, on), new AuditResult(SnakeCase.Of(refusal.Code)), cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.Unwritten(logger, failure, actor.Name, operation);
        }
    }

    private static AuditAct Act(Actor actor, string operation, string on) =>
        new(actor.Name, actor.Role is { } role ? SnakeCase.Of(role) : null, operation, Shown(on));

    /// <summary>Short, and no secret that somebody took for a name.</summary>
    private static string Shown(string on) =>
        SecretMarks.FirstOrDefault(mark => on.TrimStart().StartsWith(mark, StringComparison.Ordinal)) is { } secret ? $"{secret}…"
        : on.Length > LongestObject ? $"{on[..LongestObject]}…"
        : on;
}
