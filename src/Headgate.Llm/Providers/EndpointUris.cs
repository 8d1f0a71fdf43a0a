using System.Runtime.CompilerServices;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>The full addresses below each base URL, made once. They go when the configuration that holds the base URL goes.</summary>
internal sealed class EndpointUris
{
    private readonly ConditionalWeakTable<Uri, Endpoint?[]> _byBase = [];

    /// <summary>The address of a call.</summary>
    public Uri For(in UpstreamAddress address)
    {
        Endpoint?[] endpoints = _byBase.GetValue(address.BaseUrl, static _ => new Endpoint?[NativeProtocols.All.Length]);
        ref Endpoint? last = ref endpoints[(int)address.Protocol];
        if (last is { } known && known.Query == address.Query)
        {
            return known.Uri;
        }

        Endpoint made = new(address.Query, Make(address));
        last = made;
        return made.Uri;
    }

    private static Uri Make(in UpstreamAddress address)
    {
        NativeProtocol protocol = NativeProtocols.Get(address.Protocol);
        string path = address.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');

        // Anthropic's own clients take a base URL without /v1, OpenAI's with it; operators write either for Anthropic.
        if (protocol.Dialect == Dialect.Anthropic && !path.EndsWith("/v1", StringComparison.Ordinal))
        {
            path += "/v1";
        }

        return new Uri($"{path}/{protocol.UpstreamPath}{Join(address.BaseUrl.Query, address.Query)}");
    }

    private static string Join(string baseQuery, string query) =>
        baseQuery.Length > 1 && query.Length > 1 ? $"{baseQuery}&{query.AsSpan(1)}" : baseQuery + query;

    // One per protocol is enough: a client's query hardly ever changes.
    private sealed record Endpoint(string Query, Uri Uri);
}
