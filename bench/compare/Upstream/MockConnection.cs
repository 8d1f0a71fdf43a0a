using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Headgate.Compare.Upstream;

/// <summary>One keep-alive connection: reads requests, pipelined or not, and answers each in order.</summary>
internal sealed class MockConnection(ConnectionContext connection, StreamWheel wheel)
{
    private readonly PipeReader _input = connection.Transport.Input;
    private readonly PipeWriter _output = connection.Transport.Output;

    /// <summary>A large body comes in a hundred pieces: it is looked at again only once all of it is there.</summary>
    private int _bytesNeeded = 1;

    public async Task ServeAsync()
    {
        try
        {
            while (await ServeBatchAsync())
            {
            }
        }
        catch (Exception gone) when (gone is ConnectionResetException or ConnectionAbortedException or OperationCanceledException)
        {
            // A load generator that stops leaves its last requests open.
        }
    }

    /// <summary>Answers all the requests that have arrived, then flushes once. False when the connection is over.</summary>
    private async ValueTask<bool> ServeBatchAsync()
    {
        ReadResult read = await ReadAtLeastAsync(_bytesNeeded);
        ReadOnlySequence<byte> rest = read.Buffer;
        bool open = !read.IsCompleted;
        int missing = 1;
        while (open && RequestParser.TryTake(ref rest, out MockRequest request, out missing))
            open = await AnswerAsync(request) && !request.Close;

        _bytesNeeded = (int)rest.Length + missing;
        _input.AdvanceTo(rest.Start, rest.End);
        FlushResult flushed = await _output.FlushAsync();
        return open && !flushed.IsCompleted;
    }

    /// <summary>The pipe's own ReadAtLeastAsync did not wake when exactly the missing bytes came alone.</summary>
    private async ValueTask<ReadResult> ReadAtLeastAsync(int bytes)
    {
        ReadResult read = await _input.ReadAsync();
        while (read.Buffer.Length < bytes && !read.IsCompleted)
        {
            _input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await _input.ReadAsync();
        }

        return read;
    }

    private async ValueTask<bool> AnswerAsync(MockRequest request)
    {
        if (request.Stream)
            return await new ChatStream(_output, request).PlayAsync(wheel);
        if (request.DelayMilliseconds > 0)
            await Task.Delay(request.DelayMilliseconds);
        _output.Write(Replies.Plain);
        return true;
    }
}
