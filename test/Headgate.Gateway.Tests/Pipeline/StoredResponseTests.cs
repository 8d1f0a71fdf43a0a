using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class StoredResponseTests : IDisposable
{
    private const string Reply = """{"id":"resp_1","object":"response","status":"completed","output":[{"type":"message"}]}""";

    private const string Elsewhere = """{"type":"reasoning","summary":[],"encrypted_content":"hg.messages.c2ln"}""";

    private readonly PipelineRig _rig = new(PipelineRig.Alias("a", Vendor("one", "sk-1"), Vendor("two", "sk-2")));

    [Fact]
    public async Task An_id_that_cannot_be_recorded_is_not_shown()
    {
        _rig.Upstream.Answers(Reply);
        _rig.Objects.IsBroken = true;

        FakeReply reply = await SendAsync("""{"model":"a","input":"x"}""");

        Assert.Equal(500, reply.Status);
        Assert.DoesNotContain("resp_1", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_on_from_a_stored_response_goes_where_it_lies()
    {
        _rig.Upstream.Answers("{}", System.Net.HttpStatusCode.InternalServerError).Answers(Reply).Answers(Reply);
        await SendAsync("""{"model":"a","input":"x"}""");

        FakeReply reply = await SendAsync("""{"model":"a","input":"y","previous_response_id":"resp_1"}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(["one.test", "two.test", "two.test"], _rig.Upstream.Calls.Select(call => call.Url.Host));
    }

    [Fact]
    public async Task What_is_not_stored_is_nobodys()
    {
        _rig.Upstream.Answers(Reply);
        await SendAsync("""{"model":"a","input":"x","store":false}""");

        Assert.Equal(404, (await SendAsync("""{"model":"a","input":"y","previous_response_id":"resp_1"}""")).Status);
    }

    /// <summary>Only the vendor has what is stored: a count of the gateway's own would leave it out.</summary>
    [Fact]
    public async Task A_provider_that_cannot_count_what_it_has_stored_is_said_to_be_one()
    {
        const string GoesOn = """{"model":"a","previous_response_id":"resp_1"}""";
        _rig.Upstream.Answers(Reply);
        await SendAsync("""{"model":"a","input":"x"}""");

        FakeReply counted = await SendAsync("""{"model":"a","input":"x"}""", WireProtocol.OpenAIInputTokens);
        FakeReply refused = await SendAsync(GoesOn, WireProtocol.OpenAIInputTokens);

        Assert.Equal(200, counted.Status);
        JsonElement error = JsonElement.Parse(refused.Text).GetProperty("error");
        Assert.Equal((404, "unsupported_endpoint"), (refused.Status, error.GetProperty("code").GetString()));
        Assert.Equal(
            "'resp_1' lies at the provider one, which has no input_tokens, and the gateway does not have what is stored: send all of it.",
            error.GetProperty("message").GetString());
        Assert.Single(_rig.Upstream.Calls);
    }

    [Fact]
    public async Task A_model_that_does_not_lead_where_it_lies_is_said_not_to()
    {
        using PipelineRig rig = new(PipelineRig.Alias("a", Vendor("one", "sk-1")), PipelineRig.Alias("b", Vendor("two", "sk-2")));
        rig.Upstream.Answers(Reply);
        await SendAsync(rig, """{"model":"a","input":"x"}""");

        foreach (WireProtocol protocol in new[] { WireProtocol.OpenAIResponses, WireProtocol.OpenAIInputTokens })
        {
            FakeReply reply = await SendAsync(rig, """{"model":"b","input":"y","previous_response_id":"resp_1"}""", protocol);

            Assert.Equal(404, reply.Status);
            Assert.Contains("'resp_1' lies at the provider one, where this model does not lead.", reply.Text, StringComparison.Ordinal);
        }
    }

    /// <summary>The history was signed by another vendor, so that the request goes to the one it lies at by way of the hub.</summary>
    [Fact]
    public async Task A_request_that_has_to_be_written_anew_is_said_to_be_one()
    {
        _rig.Upstream.Answers(Reply);
        await SendAsync("""{"model":"a","input":"x"}""");

        FakeReply reply = await SendAsync(
            $$"""{"model":"a","previous_response_id":"resp_1","input":[{{Elsewhere}},{"type":"message","role":"user","content":"y"}]}""");

        Assert.Equal(404, reply.Status);
        Assert.Contains("which this request has to be translated for", reply.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();

    private static Provider Vendor(string name, string secret) =>
        PipelineRig.Vendor(name, $"https://{name}.test/v1", "openai", [WireProtocol.OpenAIResponses], secret);

    private Task<FakeReply> SendAsync(string body, WireProtocol protocol = WireProtocol.OpenAIResponses) => SendAsync(_rig, body, protocol);

    private static Task<FakeReply> SendAsync(PipelineRig rig, string body, WireProtocol protocol = WireProtocol.OpenAIResponses) =>
        rig.SendAsync(protocol, new FakeRequest(body, ("authorization", $"Bearer {PipelineRig.Secret}")));
}
