using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Translation;

/// <summary>What an answer is called whose vendor gives it no id: clients tell the kinds of ids apart by how they begin.</summary>
public sealed class OwnIdTests
{
    // Mistral has another word for the bound, so that this goes there by way of the hub; and its rule for names of tools, so that the answer comes back by it.
    private const string Renamed = """
        {"model":"chat","messages":[{"role":"user","content":"hi"}],"max_completion_tokens":9,"tools":[{"type":"function","function":{"name":"read.gauge"}}]}
        """;

    private const string Nameless = "\"id\":\"chatcmpl-1\",";

    private static readonly Provider Mistral = PipelineRig.Vendor("mistral", "https://mistral.test/v1", "mistral", [WireProtocol.OpenAIChat]);

    [Theory]
    [InlineData("")]
    [InlineData("\"id\":\"\",")]
    [InlineData("\"id\":null,")]
    public async Task A_whole_answer_of_a_vendor_of_the_clients_protocol_gets_one_of_that_protocol(string none)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Mistral));
        rig.Upstream.Answers(Wire.ChatReply.Replace(Nameless, none, StringComparison.Ordinal));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Renamed));

        Assert.Equal("chatcmpl-" + rig.Record.Id["req_".Length..], JsonElement.Parse(reply.Text).GetProperty("id").GetString());
    }

    [Fact]
    public async Task So_does_each_chunk_of_a_stream()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Mistral));
        rig.Upstream.Streams(Wire.ChatStream.Replace(Nameless, "", StringComparison.Ordinal));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Renamed[..^1] + ",\"stream\":true}"));

        Assert.Equal(["chatcmpl-" + rig.Record.Id["req_".Length..]], IdsIn(reply.Text));
    }

    [Fact]
    public async Task So_does_a_stream_that_another_may_go_on_with()
    {
        Provider vllm = PipelineRig.Vendor("vllm", "https://vllm.test/v1", "vllm", [WireProtocol.OpenAIChat]);
        using var rig = new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Targets = [new AliasTarget.Model(PipelineRig.First, "m", 1), new AliasTarget.Model(vllm, "m", 1)],
            Retry = new RetryOptions { Tries = 1 },
            Resumes = true,
        });
        rig.Upstream.Streams(Wire.ChatStream.Replace(Nameless, "", StringComparison.Ordinal));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal(["chatcmpl-" + rig.Record.Id["req_".Length..]], IdsIn(reply.Text));
    }

    [Fact]
    public async Task A_vendors_own_stays_as_it_is()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Mistral));
        rig.Upstream.Answers(Wire.ChatReply.Replace("chatcmpl-1", "cmpl-e5cc70bb", StringComparison.Ordinal));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Renamed));

        Assert.Equal("cmpl-e5cc70bb", JsonElement.Parse(reply.Text).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_client_of_messages_gets_one_of_its_protocol()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Mistral));
        rig.Upstream.Answers(Wire.ChatReply.Replace(Nameless, "", StringComparison.Ordinal));

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages());

        Assert.Equal("msg_" + rig.Record.Id["req_".Length..], JsonElement.Parse(reply.Text).GetProperty("id").GetString());
    }

    /// <summary>On the native lane the vendor's bytes are the answer: what they leave out is not put in.</summary>
    [Fact]
    public async Task Nothing_is_put_into_an_answer_that_passes_as_it_came()
    {
        string came = Wire.ChatReply.Replace(Nameless, "", StringComparison.Ordinal);
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers(came);

        Assert.Equal(came, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat())).Text);
    }

    private static IEnumerable<string?> IdsIn(string stream) => stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .Where(data => !data.Contains("[DONE]", StringComparison.Ordinal))
        .Select(data => JsonElement.Parse(data["data: ".Length..]).GetProperty("id").GetString())
        .Distinct();
}
