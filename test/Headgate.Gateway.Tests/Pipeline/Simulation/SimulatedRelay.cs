using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>Passes a call on and its answer back as the web server's relay does: byte by byte, and an answer that breaks breaks the client's connection.</summary>
internal sealed class SimulatedRelay(IClientReply client) : IRawRelay
{
    public bool IsUpgrade => false;

    public async ValueTask SendAsync(RawSending sending, CancellationToken cancellation)
    {
        sending.Head.Content = new StreamContent(sending.Body ?? Stream.Null);
        using HttpResponseMessage answer = await sending.Way.SendAsync(sending.Head, cancellation);
        if (!await sending.Judge(answer))
        {
            return;
        }

        client.Start((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "application/json", null);
        try
        {
            await using Stream body = await answer.Content.ReadAsStreamAsync(cancellation);
            while (await body.ReadAsync(client.Body.GetMemory(4096), cancellation) is var read and > 0)
            {
                client.Body.Advance(read);
                await client.FlushAsync(cancellation);
            }
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            client.Abort();
            throw;
        }
    }
}
