using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Gateway.Pipeline.Upstream.Fetching;

/// <summary>What a URL pointed to.</summary>
/// <param name="mediaType">Its type, seen in its bytes.</param>
/// <param name="base64">Its bytes in base64, owned here.</param>
internal sealed class FetchedFile(string mediaType, BodyBuffer base64) : IDisposable
{
    /// <summary>It, as a part's source.</summary>
    public MediaSource.Base64 Source { get; } = new(mediaType, base64.Written);

    /// <inheritdoc />
    public void Dispose() => base64.Release();
}
