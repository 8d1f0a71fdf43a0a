using System.Collections.Immutable;
using System.Net;
using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers.Aws;

/// <summary>
/// Amazon Bedrock: every model by Converse, and Claude in Anthropic's own protocol by InvokeModel, which carries more. Calls have a Bedrock key
/// or are signed. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html, read 2026-11-22.
/// </summary>
/// <param name="row">The vendor's row.</param>
/// <param name="protocols">The protocols to speak, best first, as far as a model has them.</param>
/// <param name="region">The region called: <c>us-east-1</c>.</param>
/// <param name="identity">Whose key signs; null where the credential is a Bedrock key.</param>
public sealed class BedrockProvider(VendorRow row, ImmutableArray<WireProtocol> protocols, string region, AwsIdentity? identity) : IProvider
{
    private const string Service = "bedrock";

    private static readonly ImmutableArray<MemberEdit> ForInvoke =
    [
        MemberEdit.Remove("model"), MemberEdit.Remove("stream"), MemberEdit.SetString("anthropic_version", "bedrock-2023-05-31"),
    ];

    private readonly SigV4 _signature = new(region, Service);
    private readonly ImmutableArray<WireProtocol> _forOthers = protocols.Remove(WireProtocol.AnthropicMessages);

    /// <inheritdoc />
    public string Name => row.Type;

    /// <summary>Where a region's models are.</summary>
    public static Uri BaseUrl(string region) =>
        new($"https://bedrock-runtime.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}");

    /// <inheritdoc />
    public ImmutableArray<WireProtocol> Speaks(string upstreamModel) =>
        upstreamModel.Contains("anthropic.", StringComparison.Ordinal) ? protocols : _forOthers;

    /// <inheritdoc />
    public ValueTask<HttpRequestMessage> AddressAsync(UpstreamAddress address, CancellationToken cancellation)
    {
        Uri uri = new($"{address.BaseUrl.AbsoluteUri.TrimEnd('/')}/{PathOf(address)}");
        bool isSecure = uri.Scheme == Uri.UriSchemeHttps;
        HttpRequestMessage message = new(HttpMethod.Post, uri)
        {
            Version = isSecure ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        Sign(message, address.Secret, BodyHash.Of(address.Body), address.Time);
        return ValueTask.FromResult(message);
    }

    /// <inheritdoc />
    public bool SignsBodies => identity is not null;

    /// <summary>A path below the base URL.</summary>
    public HttpRequestMessage? AddressRaw(in RawAddress address)
    {
        if (RawUris.OfHost(address, $"{address.BaseUrl.AbsolutePath.TrimEnd('/')}/") is not { } uri)
        {
            return null;
        }

        HttpRequestMessage message = new(address.Method, uri);
        Sign(message, address.Secret, address.BodyHash ?? BodyHash.OfNothing, address.Time);
        return message;
    }

    /// <inheritdoc />
    public ImmutableArray<MemberEdit> EditsFor(WireProtocol protocol) => protocol == WireProtocol.AnthropicMessages ? ForInvoke : [];

    /// <inheritdoc />
    public MemberEdit? EditForBetas(WireProtocol protocol, string betas) =>
        protocol == WireProtocol.AnthropicMessages && ClaudeBetas.OfBedrock.Told(betas) is { Count: > 0 } told
            ? MemberEdit.Set("anthropic_beta", Encoding.UTF8.GetBytes($"[\"{string.Join("\",\"", told)}\"]"))
            : null;

    /// <inheritdoc />
    public IEnumerable<string> BetasLeftOut(WireProtocol protocol, string betas) =>
        protocol == WireProtocol.AnthropicMessages ? ClaudeBetas.OfBedrock.Unknown(betas) : [];

    /// <summary>None of Anthropic's: version and betas are in the body. What is accepted here is a model's format, and not the client's.</summary>
    public string? HeaderFor(WireProtocol protocol, string name, string value) =>
        name.StartsWith("anthropic-", StringComparison.OrdinalIgnoreCase) || name.Equals("accept", StringComparison.OrdinalIgnoreCase) ? null : value;

    /// <inheritdoc />
    public IEventBuffer OpenFraming(WireProtocol protocol, int maxEventBytes) =>
        protocol == WireProtocol.AnthropicMessages ? new ClaudeEventBuffer(maxEventBytes) : NativeProtocols.Get(protocol).OpenFraming(maxEventBytes);

    /// <inheritdoc />
    public UpstreamFault Classify(HttpStatusCode status, ReadOnlySpan<byte> body) => Faults.OfReply((int)status, body);

    /// <inheritdoc />
    public UpstreamFault Classify(HttpResponseMessage response, ReadOnlySpan<byte> body) =>
        BedrockFaults.OfReply(response) ?? Classify(response.StatusCode, body);

    /// <inheritdoc />
    public UpstreamFault ClassifyStreamError(VendorError error) =>
        BedrockFaults.OfName(error.Type)
        ?? Faults.OfStreamError(error.Type == "validationException" ? error with { Type = "invalid_request_error" } : error);

    private static string PathOf(in UpstreamAddress address) => address.Protocol == WireProtocol.AnthropicMessages
        ? $"model/{Uri.EscapeDataString(address.UpstreamModel)}/{(address.IsStream ? "invoke-with-response-stream" : "invoke")}"
        : NativeProtocols.Get(address.Protocol).UpstreamPath(address.UpstreamModel, address.IsStream);

    private void Sign(HttpRequestMessage message, string? secret, string bodyHash, DateTimeOffset time)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return;
        }

        if (identity is null)
        {
            CallMessage.Sign(message, AuthScheme.Bearer, secret);
            return;
        }

        Uri uri = message.RequestUri!;
        List<KeyValuePair<string, string>> headers = [new("host", uri.Authority), new("x-amz-date", SigV4.Stamp(time))];
        if (identity.SessionToken is { } token)
        {
            headers.Add(new("x-amz-security-token", token));
        }

        SignedCall call = new(message.Method.Method, uri.AbsolutePath, uri.Query, [.. headers], bodyHash);
        string authorization = _signature.Authorize(call, identity.AccessKeyId, secret, time);
        foreach (KeyValuePair<string, string> header in headers.Skip(1).Append(new("Authorization", authorization)))
        {
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }
}
