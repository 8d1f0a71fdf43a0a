using System.Runtime.CompilerServices;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>The full addresses below each base URL, made once. They go when the configuration that holds the base URL goes.</summary>
internal sealed class EndpointUris(VendorRow row)
{
    private readonly ConditionalWeakTable<Uri, Endpoint?[]> _byBase = [];

    /// <summary>The address of a call.</summary>
    public Uri For(in UpstreamAddress address)
    {
        Endpoint?[] endpoints = _byBase.GetValue(address.BaseUrl, static _ => new Endpoint?[NativeProtocols.All.Length]);
        ref Endpoint? last = ref endpoints[(int)address.Protocol];
        string path = NativeProtocols.Get(address.Protocol).UpstreamPath(address.UpstreamModel, address.IsStream);
        if (last is { } known && known.Path == path && known.Query == address.Query)
        {
            return known.Uri;
        }

        Endpoint made = new(path, address.Query, Make(address, path));
        last = made;
        return made.Uri;
    }

    private Uri Make(in UpstreamAddress address, string upstreamPath)
    {
        NativeProtocol protocol = NativeProtocols.Get(address.Protocol);
        string path = BaseOf(address);

        // Anthropic's own clients take a base URL without /v1, OpenAI's with it; operators write either for Anthropic.
        if (protocol.Dialect == Dialect.Anthropic && !path.EndsWith("/v1", StringComparison.Ordinal))
        {
            path += "/v1";
        }

        // Ollama's own protocol stands beside its copies of OpenAI's, whose base URL it is that operators write.
        if (protocol.Protocol == WireProtocol.OllamaChat && path.EndsWith("/v1", StringComparison.Ordinal))
        {
            path = path[..^"/v1".Length];
        }

        int ownQuery = upstreamPath.IndexOf('?', StringComparison.Ordinal);
        string query = ownQuery < 0 ? "" : upstreamPath[ownQuery..];
        query = RawUris.Join(RawUris.Join(address.BaseUrl.Query, query), address.Query);
        return new Uri($"{path}/{(ownQuery < 0 ? upstreamPath : upstreamPath[..ownQuery])}{query}");
    }

    private string BaseOf(in UpstreamAddress address)
    {
        string path = address.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        string usual = row.BaseUrl?.AbsolutePath.TrimEnd('/') ?? "";
        return !row.Bases.TryGetValue(address.Protocol, out string? other) || path.EndsWith(other, StringComparison.Ordinal) ? path
            : path.EndsWith(usual, StringComparison.Ordinal) ? path[..^usual.Length] + other
            : path; // a place of the operator's own, where all protocols lie together
    }

    // One per protocol is enough: a client's query hardly ever changes, and a model in the path costs little to write anew.
    private sealed record Endpoint(string Path, string Query, Uri Uri);
}
