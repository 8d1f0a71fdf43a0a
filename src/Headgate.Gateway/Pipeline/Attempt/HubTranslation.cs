using System.Buffers;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>A request of one of the small hubs, embeddings and reranking.</summary>
/// <typeparam name="TRequest">The hub's request.</typeparam>
internal abstract class HubTranslation<TRequest>(ModelAlias alias, Inbound inbound) : IRequestTranslation
    where TRequest : class
{
    private Outcome<TRequest>? _read;

    /// <inheritdoc />
    /// <remarks>Writes the request to see whether it can be written: these are copied, not composed, so that it costs little.</remarks>
    public ValueTask<GatewayError?> RefuseAsync(Target target, long endsAt, CancellationToken departed) => new(Refuse(target));

    /// <inheritdoc />
    public ICallTranslation? Translate(Target target, long? bound)
    {
        if (target.TranslatedTo is not { } protocol)
        {
            return null;
        }

        if (Read().Failed(out GatewayError? unreadable, out TRequest? request))
        {
            throw new InvalidOperationException($"A target was called that is to be left out: {unreadable.Kind}.");
        }

        var losses = new LossList();
        BodyBuffer body = inbound.Body.Beside();
        try
        {
            return Call(request, target, protocol, body, losses);
        }
        catch
        {
            body.Release();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    /// <summary>Reads the client's body.</summary>
    protected abstract TRequest Decode(ReadOnlyMemory<byte> body);

    /// <summary>Writes the request for a target, all of it.</summary>
    protected abstract void Write(TRequest request, Target target, WireProtocol protocol, IBufferWriter<byte> output, LossList losses);

    /// <summary>The call, whose body is written into the buffer.</summary>
    protected abstract ICallTranslation Call(TRequest request, Target target, WireProtocol protocol, BodyBuffer body, LossList losses);

    private GatewayError? Refuse(Target target)
    {
        if (target.TranslatedTo is not { } protocol)
        {
            return null;
        }

        if (Read().Failed(out GatewayError? unreadable, out TRequest? request))
        {
            return unreadable;
        }

        var losses = new LossList();
        try
        {
            Write(request, target, protocol, new DiscardedBytes(), losses);
        }
        catch (UnreadableException untold)
        {
            return untold.Error;
        }

        return alias.OnLoss == OnLoss.Reject && losses.Count > 0 ? LossNames.Refusal(losses) : null;
    }

    private Outcome<TRequest> Read() => _read ??= TryDecode();

    private Outcome<TRequest> TryDecode()
    {
        try
        {
            return Decode(RequestShaping.Veiled(inbound));
        }
        catch (UnreadableException unreadable)
        {
            return unreadable.Error;
        }
    }
}
