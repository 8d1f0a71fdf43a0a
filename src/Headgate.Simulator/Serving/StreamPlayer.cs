using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Calls;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>Sends an answer as a stream of events, each flushed by itself, at the behaviour's pace and with its faults.</summary>
internal sealed class StreamPlayer(
    HttpResponse response, SimulatedCall call, Behaviour behaviour, Pace pace, CancellationToken cancellationToken)
{
    private bool _contentSent;

    public async Task PlayAsync(Operation operation, Turn turn)
    {
        response.ContentType = operation.StreamType;
        response.Headers.CacheControl = "no-cache";
        call.Answers(StatusCodes.Status200OK);
        call.Move(CallState.Answering);
        await response.Body.FlushAsync(cancellationToken);
        var scratch = new EventScratch();
        foreach (var next in operation.Stream(scratch, turn))
        {
            await pace.AfterEventsAsync(call.EventsWritten);
            if (Strikes(next))
            {
                await StrikeAsync(behaviour.Fault!.Kind, operation, turn, scratch, next);
                return;
            }

            if (next.IsContent)
                await pace.BeforeContentAsync();
            await SendAsync(operation, next);
            _contentSent |= next.IsContent;
        }
    }

    private bool Strikes(StreamEvent next) => behaviour.Fault is { } fault
        && (fault.AfterEvents is { } count ? call.EventsWritten >= count : next.IsContent);

    private async Task StrikeAsync(StreamFaultKind fault, Operation operation, Turn turn, EventScratch scratch, StreamEvent next)
    {
        switch (fault)
        {
            case StreamFaultKind.Cut:
                throw new ConnectionCutException();
            case StreamFaultKind.Stall:
                await pace.StallAsync();
                break;
            case StreamFaultKind.Malformed:
                await SendAsync(operation, next with { Data = next.Data[..(next.Data.Length / 2)], Tokens = 0 });
                break;
            case StreamFaultKind.Error:
                await SendAsync(operation, operation.StreamError(scratch, turn, call.EventsWritten, !_contentSent));
                break;
        }
    }

    private async Task SendAsync(Operation operation, StreamEvent sent)
    {
        var output = response.BodyWriter;
        operation.Frame(sent, output);
        await output.FlushAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        call.Wrote(1, sent.Tokens);
    }
}
