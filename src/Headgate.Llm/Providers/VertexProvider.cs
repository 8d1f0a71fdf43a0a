using System.Collections.Immutable;
using System.Net;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>
/// Google's Vertex AI, which hosts models of several makers, each behind its maker's own protocol. Claude takes Anthropic's bodies, with the
/// model in the path and the version in the body: https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai, read 2026-11-22.
/// Gemini takes the bodies of <c>generateContent</c>, and what embeds those of <c>predict</c> or <c>embedContent</c>: by the client of
/// @google/genai 3.1.0, read 2026-11-23.
/// </summary>
/// <param name="project">The Google Cloud project.</param>
/// <param name="location">The region, <c>us</c>, <c>eu</c> or <c>global</c>.</param>
/// <param name="protocols">What may be spoken.</param>
public sealed class VertexProvider(string project, string location, ImmutableArray<WireProtocol> protocols) : IProvider
{
    /// <summary>The name in config.</summary>
    public const string Type = "vertex";

    private static readonly ImmutableArray<WireProtocol> OfClaude = [WireProtocol.AnthropicMessages, WireProtocol.AnthropicCountTokens];
    private static readonly ImmutableArray<WireProtocol> OfGemini = [WireProtocol.GeminiGenerateContent, WireProtocol.GeminiCountTokens];
    private static readonly ImmutableArray<WireProtocol> OfEmbedders = [WireProtocol.VertexEmbed];

    private static readonly MemberEdit ClaudeVersion = MemberEdit.SetString("anthropic_version", "vertex-2023-10-16");
    private static readonly ImmutableArray<MemberEdit> MessageEdits = [ClaudeVersion, MemberEdit.Remove("model")];
    private static readonly ImmutableArray<MemberEdit> CountEdits = [ClaudeVersion];

    private static readonly ImmutableArray<string> Versions = ["v1", "v1beta1"];

    private readonly ImmutableArray<WireProtocol> _claude = [.. OfClaude.Where(protocols.Contains)];
    private readonly ImmutableArray<WireProtocol> _gemini = [.. OfGemini.Where(protocols.Contains)];
    private readonly ImmutableArray<WireProtocol> _embedders = [.. OfEmbedders.Where(protocols.Contains)];

    /// <inheritdoc />
    public string Name => Type;

    /// <summary>
    /// Where a location is served: https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations, read 2026-11-22.
    /// </summary>
    public static Uri HostOf(string location) => new(location switch
    {
        "global" => "https://aiplatform.googleapis.com/v1",
        "us" or "eu" => $"https://aiplatform.{location}.rep.googleapis.com/v1",
        _ => $"https://{location}-aiplatform.googleapis.com/v1",
    });

    /// <inheritdoc />
    public ImmutableArray<WireProtocol> Speaks(string upstreamModel) =>
        upstreamModel.StartsWith("claude-", StringComparison.Ordinal) ? _claude
        : upstreamModel.Contains("embedding", StringComparison.Ordinal) ? _embedders
        : upstreamModel.StartsWith("gemini-", StringComparison.Ordinal) ? _gemini
        : [];

    /// <inheritdoc />
    public ImmutableArray<MemberEdit> EditsFor(WireProtocol protocol) => protocol switch
    {
        WireProtocol.AnthropicMessages => MessageEdits,
        WireProtocol.AnthropicCountTokens => CountEdits,
        _ => [],
    };

    /// <inheritdoc />
    public string? HeaderFor(WireProtocol protocol, string name, string value) =>
        !name.Equals("anthropic-beta", StringComparison.OrdinalIgnoreCase) ? value
        : protocol == WireProtocol.AnthropicMessages && ClaudeBetas.OfVertex.Told(value) is { Count: > 0 } told ? string.Join(',', told)
        : null;

    /// <summary>Those that it does not know; where it counts, all: https://github.com/anthropics/claude-code/issues/11154, read 2026-11-23.</summary>
    public IEnumerable<string> BetasLeftOut(WireProtocol protocol, string betas) => protocol switch
    {
        WireProtocol.AnthropicMessages => ClaudeBetas.OfVertex.Unknown(betas),
        WireProtocol.AnthropicCountTokens => ClaudeBetas.Named(betas),
        _ => [],
    };

    /// <inheritdoc />
    public ValueTask<HttpRequestMessage> AddressAsync(UpstreamAddress address, CancellationToken cancellation)
    {
        HttpRequestMessage message = CallMessage.To(new Uri(
            $"{RootOf(address.BaseUrl.GetLeftPart(UriPartial.Path))}/v1/projects/{Uri.EscapeDataString(project)}/locations/{location}/{PathOf(address)}"));
        CallMessage.Sign(message, AuthScheme.Bearer, address.Secret);
        return ValueTask.FromResult(message);
    }

    /// <summary>A path of the host's, when it is of the project and the location: the token may well open others.</summary>
    public HttpRequestMessage? AddressRaw(in RawAddress address)
    {
        string root = RootOf(address.BaseUrl.AbsolutePath);
        foreach (string version in Versions)
        {
            if (RawUris.OfHost(address, $"{root}/{version}/projects/{project}/locations/{location}/") is { } uri)
            {
                HttpRequestMessage message = new(address.Method, uri);
                CallMessage.Sign(message, AuthScheme.Bearer, address.Secret);
                return message;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public UpstreamFault Classify(HttpStatusCode status, ReadOnlySpan<byte> body) => Faults.OfReply((int)status, body);

    /// <inheritdoc />
    public UpstreamFault ClassifyStreamError(VendorError error) => Faults.OfStreamError(error);

    // Counting names its model in the body; in the path a place of its own stands in for one.
    private static string PathOf(in UpstreamAddress address) => address.Protocol switch
    {
        WireProtocol.AnthropicCountTokens => "publishers/anthropic/models/count-tokens:rawPredict",
        WireProtocol.GeminiGenerateContent or WireProtocol.GeminiCountTokens or WireProtocol.VertexEmbed =>
            $"publishers/google/{NativeProtocols.Get(address.Protocol).UpstreamPath(address.UpstreamModel, address.IsStream)}",
        _ => $"publishers/anthropic/models/{Escape(address.UpstreamModel)}:{(address.IsStream ? "streamRawPredict" : "rawPredict")}",
    };

    // Operators write the base URL with its version or without.
    private static string RootOf(string url) => url.TrimEnd('/') is var root && root.EndsWith("/v1", StringComparison.Ordinal) ? root[..^"/v1".Length] : root;

    // Models are dated by an @, which a path may hold as it is.
    private static string Escape(string model) => Uri.EscapeDataString(model).Replace("%40", "@", StringComparison.Ordinal);
}
