using System.Net;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Raw;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class BroughtCredentialTests
{
    private const string Header = "x-headgate-provider-key";
    private const string Mine = "their-own-secret-42";
    private const string Stored = """{"id":"resp_1","object":"response","status":"completed","output":[{"type":"message"}]}""";

    [Theory]
    [InlineData(Mine, Mine)]
    [InlineData("first=" + Mine, Mine)]
    [InlineData("elsewhere=sk-another-0815, first=" + Mine, Mine)]
    [InlineData("padded-secret==", "padded-secret==")]
    [InlineData("first=padded-secret==", "padded-secret==")]
    public async Task A_brought_secret_is_sent_in_place_of_the_gateways(string header, string sent)
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await SendAsync(rig, header);

        Assert.Equal(200, reply.Status);
        SentCall call = Assert.Single(rig.Upstream.Calls);
        Assert.Equal("Bearer " + sent, call.Headers["authorization"]);
        Assert.DoesNotContain(Header, call.Headers.Keys);
    }

    [Fact]
    public async Task Records_say_only_that_it_was_brought()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.Upstream.Answers(Wire.ChatReply);

        await SendAsync(rig, Mine);

        Assert.Equal("first#byok", Assert.Single(rig.Record.Attempts).Credential);
        Assert.Equal(200, rig.Record.Status);
        Assert.DoesNotContain(Mine, JsonSerializer.Serialize(rig.Record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_may_bring_none_is_refused()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.UseKey(key => key with { MayBringCredentials = false });

        FakeReply reply = await SendAsync(rig, Mine);

        Assert.Equal((403, "option_not_allowed"), (reply.Status, rig.Record.Code));
        Assert.Empty(rig.Upstream.Calls);
    }

    [Theory]
    [InlineData(Mine, "must say for which provider")]
    [InlineData("first=" + Mine + ",also-mine-0815", "provider=secret")]
    [InlineData("another=" + Mine, "no credential for a provider")]
    [InlineData("first=short", "8 to 4096")]
    [InlineData("first=with a space " + Mine, "8 to 4096")]
    [InlineData("first=" + Mine + ",first=" + Mine + "2", "two credentials")]
    [InlineData("", "must say for which provider")]
    public async Task A_header_that_cannot_be_told_whose_it_is_goes_to_nobody(string header, string reason)
    {
        using PipelineRig rig = Rig(PipelineRig.First, PipelineRig.Second);

        FakeReply reply = await SendAsync(rig, header);

        Assert.Equal((400, "invalid_request"), (reply.Status, rig.Record.Code));
        Assert.Contains(reason, reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Mine, reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task A_secret_is_told_to_its_own_provider_alone_and_the_others_get_the_gateways()
    {
        using PipelineRig rig = Rig(PipelineRig.First, PipelineRig.Second);
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);

        FakeReply reply = await SendAsync(rig, "first=" + Mine);

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            [("first.test", "Bearer " + Mine), ("second.test", "Bearer sk-second-0123456789")],
            rig.Upstream.Calls.Select(call => (call.Url.Host, call.Headers["authorization"])));
    }

    [Fact]
    public async Task Targets_of_aliases_in_the_alias_count()
    {
        ModelAlias inner = PipelineRig.Alias("inner", PipelineRig.Second);
        using PipelineRig rig = Allowed(new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Targets = [new AliasTarget.Model(PipelineRig.First, "m", 1), new AliasTarget.Alias(inner, 1)],
        }));

        Assert.Equal(400, (await SendAsync(rig, Mine)).Status);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task One_is_called_in_place_of_a_whole_pool()
    {
        using PipelineRig rig = Rig(Pool());
        rig.Upstream.Answers("{}", HttpStatusCode.Unauthorized);

        await SendAsync(rig, Mine);

        Assert.Single(rig.Upstream.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_refused_one_is_the_callers_401_without_an_echo(HttpStatusCode status)
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.Upstream.Answers($$$"""{"error":{"message":"Incorrect API key provided: {{{Mine}}}","type":"{{{Mine}}}"}}""", status);

        FakeReply reply = await SendAsync(rig, Mine);

        Assert.Equal((401, "provider_key_refused"), (reply.Status, rig.Record.Code));
        Assert.Contains("not your API key for this gateway", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Mine, reply.Text + rig.Record.Attempts[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_echo_in_a_vendors_words_is_struck_out()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.Upstream.Answers($$$"""{"error":{"message":"No model for {{{Mine}}}."}}""", HttpStatusCode.NotFound);

        FakeReply reply = await SendAsync(rig, Mine);

        Assert.Equal(404, reply.Status);
        Assert.Contains("No model for [redacted].", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task What_it_meets_harms_nobody_elses_calls(HttpStatusCode status)
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        for (int i = 0; i < 20; i++)
        {
            rig.Upstream.Answers("{}", status, ("retry-after", "60"));
            await SendAsync(rig, Mine);
        }

        rig.Upstream.Answers(Wire.ChatReply);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(200, reply.Status);
        Assert.Equal(21, rig.Upstream.Calls.Count);
        Assert.Empty(rig.Logger.Lines);
    }

    [Fact]
    public async Task Nor_is_it_harmed_by_what_the_gateways_own_met()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "60")).Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(200, (await SendAsync(rig, Mine)).Status);
    }

    [Fact]
    public async Task A_rate_limit_is_said_to_be_that_of_the_brought_one()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "60"));

        FakeReply reply = await SendAsync(rig, Mine);

        Assert.Equal((429, "60"), (reply.Status, reply.Headers["retry-after"]));
        Assert.Contains("the credential that you brought", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_stored_with_one_goes_on_with_one_and_never_with_the_gateways()
    {
        using PipelineRig rig = Rig(PipelineRig.Vendor("first", "https://first.test/v1", "openai", [WireProtocol.OpenAIResponses]));
        rig.Upstream.Answers(Stored).Answers(Stored);
        const string GoesOn = """{"model":"chat","input":"y","previous_response_id":"resp_1"}""";

        await rig.SendAsync(WireProtocol.OpenAIResponses, PipelineRig.Call("""{"model":"chat","input":"x"}""", PipelineRig.Secret, (Header, Mine)));
        FakeReply without = await rig.SendAsync(WireProtocol.OpenAIResponses, PipelineRig.Call(GoesOn));
        FakeReply with = await rig.SendAsync(WireProtocol.OpenAIResponses, PipelineRig.Call(GoesOn, PipelineRig.Secret, (Header, Mine)));

        Assert.InRange(without.Status, 400, 499);
        Assert.Equal(200, with.Status);
        Assert.All(rig.Upstream.Calls, call => Assert.Equal("Bearer " + Mine, call.Headers["authorization"]));
    }

    [Theory]
    [InlineData("vertex")]
    [InlineData("bedrock")]
    public Task Providers_whose_calls_no_single_secret_authorizes_take_none(string type) =>
        ExpectNoneTakenAsync(PipelineRig.Vendor("first", "https://first.test/v1", type, [WireProtocol.OpenAIChat]));

    [Fact]
    public Task Nor_do_providers_that_are_sent_access_tokens()
    {
        Provider azure = PipelineRig.Vendor("first", "https://first.test/v1", "azure-openai", [WireProtocol.OpenAIChat]);
        var grant = new ClientSecretGrant(azure.Endpoint, "client", "client-secret", "scope");
        return ExpectNoneTakenAsync(new Provider
        {
            Name = azure.Name,
            Vendor = azure.Vendor,
            Row = azure.Row,
            Endpoint = azure.Endpoint,
            Credentials = [new Credential("first#1", null) { Grant = grant }],
        });
    }

    [Theory]
    [InlineData(true, 400, "has no meaning here")]
    [InlineData(false, 403, "may not bring")]
    public async Task Calls_that_pass_verbatim_take_none(bool mayBring, int status, string reason)
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.UseKey(key => key with { MayBringCredentials = mayBring });

        FakeReply reply = await rig.SendRawAsync(
            RawRoutes.Find("/v1/images/generations")!, RawCall.Model, PipelineRig.Chat(headers: (Header, Mine)));

        Assert.Equal(status, reply.Status);
        Assert.Contains(reason, reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task A_provider_without_a_credential_is_called_with_the_callers()
    {
        using PipelineRig rig = Rig(WithoutCredential("first"));
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await SendAsync(rig, Mine);

        Assert.Equal(200, reply.Status);
        Assert.Equal("Bearer " + Mine, Assert.Single(rig.Upstream.Calls).Headers["authorization"]);
    }

    [Fact]
    public async Task A_provider_without_a_credential_is_never_called_without_the_callers()
    {
        using PipelineRig rig = Rig(WithoutCredential("first"));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((400, "invalid_request"), (reply.Status, rig.Record.Code));
        Assert.Contains($"send it in {Header}", reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task A_provider_without_a_credential_is_passed_over_for_callers_who_bring_none_for_it()
    {
        using PipelineRig rig = Rig(WithoutCredential("first"), PipelineRig.Second, WithoutCredential("third"));
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);

        FakeReply reply = await SendAsync(rig, "third=" + Mine);

        Assert.Equal(200, reply.Status);
        Assert.Equal(["second.test", "third.test"], rig.Upstream.Calls.Select(call => call.Url.Host));
    }

    private static Provider WithoutCredential(string name)
    {
        Provider like = PipelineRig.Vendor(name, $"https://{name}.test/v1", "openai-compatible", [WireProtocol.OpenAIChat]);
        return new Provider
        {
            Name = like.Name,
            Row = like.Row,
            Vendor = like.Vendor,
            Endpoint = like.Endpoint,
            Credentials = [new Credential(name, null)],
            NeedsBroughtCredential = true,
        };
    }

    private static async Task ExpectNoneTakenAsync(Provider provider)
    {
        using PipelineRig rig = Rig(provider);

        FakeReply reply = await SendAsync(rig, Mine);

        Assert.Equal(400, reply.Status);
        Assert.Contains("not authorized by a single secret", reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    private static PipelineRig Rig(params Provider[] providers) => Allowed(new PipelineRig(PipelineRig.Alias("chat", providers)));

    private static PipelineRig Allowed(PipelineRig rig)
    {
        rig.UseKey(key => key with { MayBringCredentials = true });
        return rig;
    }

    private static Provider Pool() =>
        PipelineRig.Vendor("pool", "https://pool.test/v1", "openai-compatible", [WireProtocol.OpenAIChat], "sk-a-0123456789", "sk-b-0123456789");

    private static Task<FakeReply> SendAsync(PipelineRig rig, string header) =>
        rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: (Header, header)));
}
