using Headgate.Llm.Chat;

namespace Headgate.Gateway.Queueing;

/// <summary>The right to one call. It is given back once, when the call is over. Of one call, hence of one thread at a time.</summary>
internal sealed class Place : IDisposable
{
    private readonly FairQueue _queue;
    private readonly QueueClient _client;
    private readonly long _since;
    private long _outputTokens;
    private bool _isGiven;

    internal Place(FairQueue queue, QueueClient client, long since) => (_queue, _client, _since) = (queue, client, since);

    /// <summary>What the call used: whoever takes long answers waits longer the next time.</summary>
    public void Used(Usage? usage) => _outputTokens = usage?.Output ?? _outputTokens;

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isGiven)
        {
            _isGiven = true;
            _queue.Release(_client, _outputTokens, _since);
        }
    }
}
