using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>
/// Azure OpenAI, where a model is a deployment of the operator's: by the v1 API, which is OpenAI's own, or by the classic one, which has
/// the deployment in the path and a dated version in the query.
/// https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle, read 2026-11-22.
/// </summary>
/// <param name="apiVersion">The classic API's version, <c>2025-04-01-preview</c>; null for the v1 API.</param>
/// <param name="deployments">The deployment of each model that has not its name.</param>
/// <param name="auth">How the credential is sent: <see cref="AuthScheme.ApiKey"/>, or a bearer token of Entra.</param>
/// <param name="protocols">What may be spoken, best first. Responses is left out of the classic API, which has it not.</param>
public sealed class AzureProvider(
    string? apiVersion, FrozenDictionary<string, string> deployments, AuthScheme auth, ImmutableArray<WireProtocol> protocols) : IProvider
{
    /// <summary>The name in config.</summary>
    public const string Type = "azure-openai";

    // As the portal shows the endpoint, or as OpenAI's clients are given it.
    private static readonly ImmutableArray<string> KnownEnds = ["/openai/v1", "/openai"];

    /// <summary>What the classic API, the one with dated versions, has not.</summary>
    public static ImmutableArray<WireProtocol> OfResponses { get; } =
        [WireProtocol.OpenAIResponses, WireProtocol.OpenAIInputTokens, WireProtocol.OpenAICompact];

    private readonly ImmutableArray<WireProtocol> _protocols = apiVersion is null ? protocols : protocols.RemoveRange(OfResponses);

    /// <inheritdoc />
    public string Name => Type;

    /// <inheritdoc />
    public ImmutableArray<WireProtocol> Speaks(string upstreamModel) => _protocols;

    /// <inheritdoc />
    public string NameOf(string upstreamModel) => deployments.GetValueOrDefault(upstreamModel, upstreamModel);

    /// <inheritdoc />
    public ValueTask<HttpRequestMessage> AddressAsync(UpstreamAddress address, CancellationToken cancellation)
    {
        HttpRequestMessage message = CallMessage.To(UriOf(address));
        CallMessage.Sign(message, auth, address.Secret);
        return ValueTask.FromResult(message);
    }

    /// <inheritdoc />
    public UpstreamFault Classify(HttpStatusCode status, ReadOnlySpan<byte> body) => Faults.OfReply((int)status, body);

    /// <inheritdoc />
    public UpstreamFault ClassifyStreamError(VendorError error) => Faults.OfStreamError(error);

    /// <inheritdoc />
    public HttpRequestMessage? AddressRaw(in RawAddress address)
    {
        if (UriOf(address) is not { } uri)
        {
            return null;
        }

        HttpRequestMessage message = new(address.Method, uri);
        CallMessage.Sign(message, auth, address.Secret);
        return message;
    }

    // What is stored belongs to the resource, what is generated to a deployment; the classic API tells one from the other by the path.
    private Uri? UriOf(in RawAddress address)
    {
        string resource = ResourceOf(address.BaseUrl);
        if (address.Protocol == WireProtocol.Passthrough)
        {
            return RawUris.OfHost(address, $"{new Uri(resource).AbsolutePath.TrimEnd('/')}/");
        }

        if (apiVersion is null)
        {
            return RawUris.Below($"{resource}/openai/v1", address, RawUris.Query(address, "model"));
        }

        string root = address.Protocol is WireProtocol.OpenAIImages or WireProtocol.OpenAIAudio
            ? $"{resource}/openai/deployments/{Uri.EscapeDataString(address.Model ?? "")}"
            : $"{resource}/openai";
        return RawUris.Below(root, address, RawUris.Join($"?api-version={apiVersion}", RawUris.Query(address, "deployment")));
    }

    private Uri UriOf(in UpstreamAddress address)
    {
        string deployment = NameOf(address.UpstreamModel);
        string path = NativeProtocols.Get(address.Protocol).UpstreamPath(deployment, address.IsStream);
        string resource = ResourceOf(address.BaseUrl);
        return new Uri(apiVersion is null
            ? $"{resource}/openai/v1/{path}"
            : $"{resource}/openai/deployments/{Uri.EscapeDataString(deployment)}/{path}?api-version={apiVersion}");
    }

    private static string ResourceOf(Uri baseUrl)
    {
        string url = baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        foreach (string end in KnownEnds)
        {
            if (url.EndsWith(end, StringComparison.Ordinal))
            {
                return url[..^end.Length];
            }
        }

        return url;
    }
}
