using System.Buffers;
using System.IO.Pipelines;

namespace Headgate.Compare.Upstream;

/// <summary>
/// One streamed answer. Head, role and the first content chunk leave together at once, so that the time to the first token
/// has no timer in it; each turn of the wheel then sends one chunk.
/// </summary>
internal sealed class ChatStream(PipeWriter output, MockRequest request)
{
    // Off the wheel's thread: what follows a stream must not hold up the other streams.
    private readonly TaskCompletionSource<bool> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<FlushResult>? _flushing;
    private int _sent = 1;

    /// <summary>Plays the stream to its end. False when the client left.</summary>
    public async Task<bool> PlayAsync(StreamWheel wheel)
    {
        output.Write(Replies.StreamHead);
        output.Write(Replies.Role);
        output.Write(Replies.Content);
        FlushResult flushed = await output.FlushAsync();
        if (flushed.IsCompleted)
            return false;

        wheel.Add(this);
        return await _over.Task;
    }

    /// <summary>Sends what is due. False once the stream is over. A client that does not read gets its chunks later.</summary>
    public bool Turn()
    {
        if (_flushing is { IsCompleted: false })
            return true;
        if (_flushing is { IsCompletedSuccessfully: false } or { Result.IsCompleted: true })
            return End(delivered: false);
        if (_sent > request.Chunks)
            return End(delivered: true);

        if (_sent++ < request.Chunks)
            output.Write(Replies.Content);
        else
            WriteEnd();
        _flushing = output.FlushAsync().AsTask();
        return true;
    }

    private void WriteEnd()
    {
        output.Write(Replies.Finish);
        if (request.IncludeUsage)
            output.Write(Replies.Usage);
        output.Write(Replies.Done);
    }

    private bool End(bool delivered)
    {
        _over.SetResult(delivered);
        return false;
    }
}
