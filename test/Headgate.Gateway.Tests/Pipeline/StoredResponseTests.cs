using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class StoredResponseTests : IDisposable
{
    private const string Reply = """{"id":"resp_1","object":"response","status":"completed","output":[{"type":"message"}]}""";

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

    public void Dispose() => _rig.Dispose();

    private static Provider Vendor(string name, string secret) =>
        PipelineRig.Vendor(name, $"https://{name}.test/v1", "openai", [WireProtocol.OpenAIResponses], secret);

    private Task<FakeReply> SendAsync(string body) => _rig.SendAsync(WireProtocol.OpenAIResponses, new FakeRequest(body, ("authorization", $"Bearer {PipelineRig.Secret}")));
}
