using System.Text.Json;
using Headgate.Simulator.Bedrock;
using Headgate.Simulator.Clouds;
using Headgate.Simulator.Gemini;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Headgate.Simulator.Calls;

/// <summary>One call as the simulated vendor saw it: what arrived, byte for byte, and how far the answer got. Thread-safe.</summary>
public sealed class SimulatedCall
{
    private readonly Watch _watch = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CallState _state;

    internal SimulatedCall(long sequence, string id, DateTimeOffset time, HttpRequest request, ReceivedBody body, JsonElement? json)
    {
        Sequence = sequence;
        Id = id;
        Time = time;
        Method = request.Method;
        PathAndQuery = request.GetEncodedPathAndQuery();
        Headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value.ToArray()), StringComparer.OrdinalIgnoreCase);
        ConnectionId = request.HttpContext.Connection.Id;
        Body = body.Kept;
        BodyBytes = body.Length;
        var path = BedrockPath.Of(request);
        var gemini = GeminiPath.Of(request);
        Model = path?.Model ?? gemini?.Model ?? CloudRoutes.ModelOf(request) ?? json?.Text("model");
        IsStream = path?.IsStream ?? gemini?.IsStream ?? CloudRoutes.IsStream(request) ?? json?.IsTrue("stream") == true;
    }

    /// <summary>The call's number on this server: 1 for the first; never reused.</summary>
    public long Sequence { get; }

    /// <summary>The vendor's request id, as the answer's <c>x-request-id</c> (OpenAI) or <c>request-id</c> (Anthropic) says it.</summary>
    public string Id { get; }

    /// <summary>When the call had arrived whole, by the server's clock.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path and the query, encoded as they came.</summary>
    public string PathAndQuery { get; }

    /// <summary>Every request header, secrets included; names ignore case, several values of one name are joined by ", ".</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The connection the call came over: equal for calls that shared a kept-alive connection.</summary>
    public string ConnectionId { get; }

    /// <summary>The body's raw bytes, at most <see cref="SimulatorOptions.MaxRecordedBodyBytes"/> of them.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>How many bytes the body really had.</summary>
    public long BodyBytes { get; }

    /// <summary>The model asked for, or null when neither path nor body named one.</summary>
    public string? Model { get; }

    /// <summary>Whether the call asked for a stream.</summary>
    public bool IsStream { get; }

    /// <summary>Where the call stands.</summary>
    public CallState State => _watch.Read(() => _state);

    /// <summary>The status sent, or null before the headers.</summary>
    public int? Status { get; private set; }

    /// <summary>Server-sent events written and flushed so far, the preamble and <c>[DONE]</c> included.</summary>
    public int EventsWritten { get; private set; }

    /// <summary>Output tokens written so far: what a vendor would bill if the call ended now.</summary>
    public long OutputTokens { get; private set; }

    /// <summary>What went wrong inside the simulator itself, or null: anything else is a bug in it.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>Completes when the call is over, whichever way; never faults.</summary>
    public Task Completed => _completed.Task;

    /// <summary>Completes when the caller leaves before the end; otherwise never.</summary>
    public Task ClientLeft => _clientLeft.Task;

    internal Task Released => _released.Task;

    /// <summary>Lets a held call go on. A call that has not reached its hold yet will pass it.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>The value of a header, or null when it did not come.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Completes when the condition holds: now, or after a change of state or of the events written.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task<SimulatedCall> WhenAsync(Func<SimulatedCall, bool> condition, CancellationToken cancellationToken)
    {
        await _watch.WhenAsync(() => condition(this), cancellationToken);
        return this;
    }

    internal void Answers(int status) => _watch.Change(() => Status = status);

    internal void Wrote(int events, long tokens) => _watch.Change(() =>
    {
        EventsWritten += events;
        OutputTokens += tokens;
    });

    /// <summary>Moves on, unless the call is over: the end, and who caused it, is decided once.</summary>
    internal void Move(CallState next)
    {
        _watch.Change(() =>
        {
            if (_state < CallState.Finished)
                _state = next;
        });
        if (next < CallState.Finished)
            return;
        if (State == CallState.ClientLeft)
            _clientLeft.TrySetResult();
        _completed.TrySetResult();
    }
}
