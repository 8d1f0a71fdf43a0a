using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>A request to count its tokens, for targets that have nothing to ask, or would not understand: they are counted here.</summary>
internal sealed class CountTranslation(ITokenCount count, Inbound inbound) : IRequestTranslation
{
    private Outcome<ChatRequest>? _read;

    /// <inheritdoc />
    public ValueTask<GatewayError?> RefuseAsync(Target target, long endsAt, CancellationToken departed) =>
        new(target.TranslatedTo is not null && Read().Failed(out GatewayError? unreadable, out _) ? unreadable : null);

    /// <inheritdoc />
    public ICallTranslation? Translate(Target target, long? bound)
    {
        if (target.TranslatedTo is null)
        {
            return null;
        }

        return Read().Failed(out GatewayError? unreadable, out ChatRequest? request)
            ? throw new InvalidOperationException($"A target was called that is to be left out: {unreadable.Kind}.")
            : new CountCall(count, request);
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private Outcome<ChatRequest> Read() => _read ??= Decode();

    private Outcome<ChatRequest> Decode()
    {
        try
        {
            return ChatCodecs.IngressOf(count.Chat)!.DecodeRequest(count.ChatIn(RequestShaping.Veiled(inbound)));
        }
        catch (UnreadableException unreadable)
        {
            return unreadable.Error;
        }
    }
}
