using System.Buffers;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Calls;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>Sends an answer as one JSON body, at the behaviour's pace; the faults strike in the middle of the body.</summary>
internal sealed class WholePlayer(
    HttpResponse response, SimulatedCall call, Behaviour behaviour, Pace pace, CancellationToken cancellationToken)
{
    public async Task PlayAsync(Operation operation, Turn turn)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, JsonStyle.Writer))
            operation.WriteAnswer(json, turn);
        await pace.BeforeWholeAsync(turn.Usage.Output);
        call.Answers(StatusCodes.Status200OK);
        call.Move(CallState.Answering);
        call.Wrote(0, turn.Usage.Output);
        await SendAsync(buffer.WrittenMemory);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> body)
    {
        var half = body.Length / 2;
        response.ContentType = "application/json";
        response.ContentLength = behaviour.Fault?.Kind == StreamFaultKind.Malformed ? half : body.Length;
        await response.Body.WriteAsync(body[..half], cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        switch (behaviour.Fault?.Kind)
        {
            case StreamFaultKind.Malformed:
                return;
            case StreamFaultKind.Cut:
                throw new ConnectionCutException();
            case StreamFaultKind.Stall:
                await pace.StallAsync();
                return;
            default:
                await pace.AtHalfAsync();
                await response.Body.WriteAsync(body[half..], cancellationToken);
                return;
        }
    }
}
