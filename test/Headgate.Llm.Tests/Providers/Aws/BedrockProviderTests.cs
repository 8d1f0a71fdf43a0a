using System.Net;
using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Headgate.Llm.Providers.Aws;
using Headgate.Llm.Tests.Framing;

namespace Headgate.Llm.Tests.Providers.Aws;

public sealed class BedrockProviderTests
{
    private const string Claude = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
    private const string Nova = "amazon.nova-lite-v1:0";

    private static readonly VendorRow Row = ProviderCatalog.Find("bedrock")!;
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 15, 0, TimeSpan.Zero);

    private static readonly IProvider WithKey = new BedrockProvider(Row, Row.Protocols, "us-west-2", identity: null);

    [Fact]
    public void Claude_is_asked_in_its_own_protocol_first_and_others_by_Converse()
    {
        Assert.Equal([WireProtocol.AnthropicMessages, WireProtocol.BedrockConverse], WithKey.Speaks(Claude));
        Assert.Equal([WireProtocol.BedrockConverse], WithKey.Speaks(Nova));
        Assert.Equal([WireProtocol.BedrockConverse], new BedrockProvider(Row, [WireProtocol.BedrockConverse], "us-west-2", null).Speaks(Claude));
    }

    [Theory]
    [InlineData("us-west-2", "https://bedrock-runtime.us-west-2.amazonaws.com/")]
    [InlineData("cn-north-1", "https://bedrock-runtime.cn-north-1.amazonaws.com.cn/")]
    public void A_region_has_its_own_host(string region, string expected) => Assert.Equal(expected, BedrockProvider.BaseUrl(region).ToString());

    [Theory]
    [InlineData(WireProtocol.BedrockConverse, Nova, false, "/model/amazon.nova-lite-v1%3A0/converse")]
    [InlineData(WireProtocol.BedrockConverse, Nova, true, "/model/amazon.nova-lite-v1%3A0/converse-stream")]
    [InlineData(WireProtocol.AnthropicMessages, Claude, false, "/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/invoke")]
    [InlineData(WireProtocol.AnthropicMessages, Claude, true, "/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/invoke-with-response-stream")]
    [InlineData(
        WireProtocol.BedrockConverse, "arn:aws:bedrock:us-west-2:123456789012:inference-profile/x", false,
        "/model/arn%3Aaws%3Abedrock%3Aus-west-2%3A123456789012%3Ainference-profile%2Fx/converse")]
    public async Task The_model_is_in_the_path_escaped(WireProtocol protocol, string model, bool isStream, string expected)
    {
        using HttpRequestMessage message = await Address(WithKey, protocol, model, isStream);
        Assert.Equal(expected, message.RequestUri!.PathAndQuery);
        Assert.Equal("Bearer s3cret", message.Headers.GetValues("Authorization").Single());
    }

    [Fact]
    public async Task A_call_is_signed_with_the_sessions_token_and_its_body()
    {
        BedrockProvider provider = new(Row, Row.Protocols, "us-west-2", new AwsIdentity("AKIDEXAMPLE", "t0ken"));
        using HttpRequestMessage message = await Address(provider, WireProtocol.BedrockConverse, Nova, isStream: false);
        using HttpRequestMessage other = await Address(provider, WireProtocol.BedrockConverse, Nova, isStream: false, "{ }");

        string authorization = message.Headers.GetValues("Authorization").Single();
        Assert.StartsWith(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-west-2/bedrock/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=",
            authorization, StringComparison.Ordinal);
        Assert.Equal("20261122T101500Z", message.Headers.GetValues("x-amz-date").Single());
        Assert.Equal("t0ken", message.Headers.GetValues("x-amz-security-token").Single());
        Assert.NotEqual(authorization, other.Headers.GetValues("Authorization").Single());
        Assert.Equal("AKIDEXAMPLE", new AwsIdentity("AKIDEXAMPLE", "t0ken").ToString());
    }

    [Fact]
    public void What_passes_through_is_signed_with_its_method_its_query_and_its_body()
    {
        BedrockProvider provider = new(Row, Row.Protocols, "us-west-2", new AwsIdentity("AKIDEXAMPLE", null));
        var address = new RawAddress(new Uri("https://proxy.example/aws"), HttpMethod.Get, WireProtocol.Passthrough, "/aws/guardrail/x", "s3cret") { Time = Now };
        RawAddress[] all =
        [
            address, address with { Method = HttpMethod.Post }, address with { Query = "?a=b" }, address with { BodyHash = new string('0', 64) },
        ];

        Assert.True(provider.SignsBodies);
        Assert.Equal(all.Length, all.Select(each => provider.AddressRaw(each)!.Headers.GetValues("Authorization").Single()).Distinct().Count());
        Assert.Null(provider.AddressRaw(address with { Path = "/other/guardrail/x" }));
        Assert.False(WithKey.SignsBodies);
        Assert.Equal("Bearer s3cret", WithKey.AddressRaw(address)!.Headers.Authorization!.ToString());
    }

    [Fact]
    public void A_body_for_Claude_has_neither_model_nor_stream_but_the_version_and_the_betas_that_Bedrock_knows()
    {
        RequestEdits edits = new();
        foreach (MemberEdit edit in WithKey.EditsFor(WireProtocol.AnthropicMessages))
            edits.Add(edit);
        edits.Add(WithKey.EditForBetas(WireProtocol.AnthropicMessages, "claude-code-20250219, advanced-tool-use-2025-11-20,effort-2025-11-24")!);
        Assert.True(JsonScan.TryScan("""{"model":"m","max_tokens":9,"stream":true}"""u8.ToArray(), out JsonScan? scan, out _));

        Assert.Equal(
            """{"max_tokens":9,"anthropic_version":"bedrock-2023-05-31","anthropic_beta":["tool-search-tool-2025-10-19","effort-2025-11-24"]}""",
            string.Concat(edits.Apply(scan).Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span))));
        Assert.Null(WithKey.EditForBetas(WireProtocol.AnthropicMessages, "claude-code-20250219"));
        Assert.Null(WithKey.EditForBetas(WireProtocol.BedrockConverse, "effort-2025-11-24"));
        Assert.Empty(WithKey.EditsFor(WireProtocol.BedrockConverse));
        Assert.Equal(
            ["claude-code-20250219", "x"], WithKey.BetasLeftOut(WireProtocol.AnthropicMessages, "claude-code-20250219,effort-2025-11-24, x,,x"));
        Assert.Empty(WithKey.BetasLeftOut(WireProtocol.BedrockConverse, "x"));
    }

    [Theory]
    [InlineData("anthropic-beta", false)]
    [InlineData("Anthropic-Version", false)]
    [InlineData("accept", false)]
    [InlineData("traceparent", true)]
    public void Headers_of_Anthropics_stay_behind(string name, bool expected) => Assert.Equal(expected ? "x" : null, WithKey.HeaderFor(WireProtocol.AnthropicMessages, name, "x"));

    [Fact]
    public void Claudes_stream_is_unwrapped_into_its_own_events()
    {
        const string Start = """{"type":"message_start","message":{"id":"msg_1"}}""";
        byte[] stream =
        [
            .. Chunk(Start), .. Chunk("{\"type\":\"ping\",\n \"a\": \"b\\n\"}"),
            .. AwsFrames.Exception("throttlingException", """{"message":"slow"}"""),
        ];
        foreach (int piece in new[] { 1, 7, 10_000 })
        {
            using IEventBuffer framing = WithKey.OpenFraming(WireProtocol.AnthropicMessages, 1 << 20);
            StreamFeed.Result result = StreamFeed.Run(framing, stream, _ => piece);
            Assert.Equal(
                [
                    ("message_start", Start), ("ping", """{"type":"ping","a":"b\n"}"""),
                    ("error", """{"type":"error","error":{"type":"throttlingException","message":"slow"}}"""),
                ],
                result.Events.Select(e => (e.Name, e.Data)));
            Assert.All(result.Events, e => Assert.Equal($"event: {e.Name}\ndata: {e.Data}\n\n", e.Raw));
        }
    }

    [Theory]
    [InlineData("""{"bytes":"no base64!"}""")]
    [InlineData("""{"bytes":""}""")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("""{"bytes":"bm8ganNvbg=="}""")]
    public void A_chunk_that_is_none_is_malformed(string payload)
    {
        using IEventBuffer framing = WithKey.OpenFraming(WireProtocol.AnthropicMessages, 1 << 20);
        StreamReading reading = NativeProtocols.Get(WireProtocol.AnthropicMessages).OpenStream();
        List<StreamEventKind> kinds = [];
        StreamFeed.Run(framing, AwsFrames.Event("chunk", payload), _ => int.MaxValue, (in SseEvent read) => kinds.Add(reading.Read(read)));
        Assert.Equal([StreamEventKind.Malformed], kinds);
    }

    [Theory]
    [InlineData(429, "ThrottlingException", UpstreamFault.RateLimited)]
    [InlineData(400, "ServiceQuotaExceededException:http://internal.amazon.com/", UpstreamFault.RateLimited)]
    [InlineData(429, "ModelNotReadyException", UpstreamFault.Overloaded)]
    [InlineData(503, "ServiceUnavailableException", UpstreamFault.Overloaded)]
    [InlineData(408, "ModelTimeoutException", UpstreamFault.Timeout)]
    [InlineData(424, "ModelErrorException", UpstreamFault.ServerError)]
    [InlineData(424, null, UpstreamFault.ServerError)]
    [InlineData(403, "AccessDeniedException", UpstreamFault.Auth)]
    [InlineData(403, "ExpiredTokenException", UpstreamFault.Auth)]
    [InlineData(400, "ValidationException", UpstreamFault.BadRequest)]
    [InlineData(404, "ResourceNotFoundException", UpstreamFault.BadRequest)]
    public void Knows_what_a_refusal_means(int status, string? name, UpstreamFault expected)
    {
        using HttpResponseMessage response = new((HttpStatusCode)status);
        if (name is not null)
            response.Headers.TryAddWithoutValidation("x-amzn-errortype", name);
        Assert.Equal(expected, WithKey.Classify(response, """{"message":"no"}"""u8));
    }

    [Fact]
    public void Finds_a_prompt_that_is_too_long_by_its_words()
    {
        using HttpResponseMessage response = new(HttpStatusCode.BadRequest);
        response.Headers.TryAddWithoutValidation("x-amzn-errortype", "ValidationException");
        Assert.Equal(UpstreamFault.ContextTooLong, WithKey.Classify(response, """{"message":"Input is too long for requested model."}"""u8));
    }

    [Theory]
    [InlineData("throttlingException", UpstreamFault.RateLimited)]
    [InlineData("modelStreamErrorException", UpstreamFault.ServerError)]
    [InlineData("validationException", UpstreamFault.BadRequest)]
    [InlineData("overloaded_error", UpstreamFault.Overloaded)]
    [InlineData("malformed_tool_use", UpstreamFault.ServerError)]
    public void Knows_what_an_error_in_a_stream_means(string type, UpstreamFault expected) =>
        Assert.Equal(expected, WithKey.ClassifyStreamError(new VendorError(type, null, "no", null)));

    private static byte[] Chunk(string json) =>
        AwsFrames.Event("chunk", $$"""{"bytes":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(json))}}","p":"abc"}""");

    private static async Task<HttpRequestMessage> Address(IProvider provider, WireProtocol protocol, string model, bool isStream, string body = "{}")
    {
        UpstreamAddress address = new(new Uri("https://bedrock-runtime.us-west-2.amazonaws.com"), protocol, model, "s3cret", "")
        {
            IsStream = isStream,
            Body = new SplicedBody([Encoding.UTF8.GetBytes(body)], body.Length),
            Time = Now,
        };
        return await provider.AddressAsync(address, TestContext.Current.CancellationToken);
    }
}
