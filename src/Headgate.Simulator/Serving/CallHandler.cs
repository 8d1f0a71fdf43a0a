using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Calls;
using Headgate.Simulator.Clouds;
using Headgate.Simulator.Stored;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>The edge: every request becomes a recorded call, and every call has exactly one end.</summary>
internal sealed class CallHandler(
    SimulatorOptions options, CloudRoutes clouds, CallLog log, Account account, CancellationToken stopping)
{
    private readonly Shelf _shelf = new();

    public async Task HandleAsync(HttpContext context)
    {
        var (body, unreadable) = await BodyReading.ReadAsync(context.Request, options.MaxRecordedBodyBytes, context.RequestAborted);
        var (json, malformed) = unreadable is null ? RequestJson.Parse(body.Whole) : (null, unreadable);
        using var document = json;
        var call = Open(context.Request, body, document);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var rehearsal = new Rehearsal(context, call, body, clouds, _shelf, options, ending.Token);
        var end = CallState.Dropped;
        try
        {
            await rehearsal.RunAsync(document, malformed);
            end = CallState.Finished;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            end = context.RequestAborted.IsCancellationRequested ? CallState.ClientLeft : CallState.Stopped;
            context.Abort();
        }
        catch (Exception error) when (error is not ConnectionCutException)
        {
            // The edge: whatever went wrong in here must be visible to the test that caused it, not only as a 500.
            call.Failure = error;
            throw;
        }
        finally
        {
            if (rehearsal.Billed is { } usage)
                account.Charge(call.Model!, usage, call.OutputTokens);
            log.Closed();
            call.Move(end);
        }
    }

    private SimulatedCall Open(HttpRequest request, ReceivedBody body, JsonDocument? json)
    {
        var sequence = log.NextSequence();
        var id = new Draws(options.Seed, -sequence).Id("req_");
        var call = new SimulatedCall(sequence, id, options.TimeProvider.GetUtcNow(), request, body, json?.RootElement);
        log.Add(call);
        return call;
    }
}
