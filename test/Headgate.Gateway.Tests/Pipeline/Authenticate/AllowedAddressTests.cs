using System.Collections.Immutable;
using System.Net;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Authenticate;

public sealed class AllowedAddressTests
{
    [Theory]
    [InlineData("10.1.2.3", null, 200)]
    [InlineData("::ffff:10.1.2.3", null, 200)]
    [InlineData("2001:db8::5", null, 200)]
    [InlineData("203.0.113.9", null, 403)]
    [InlineData("203.0.113.9", "10.1.2.3", 403)] // whom nobody trusts says what it likes
    [InlineData("192.0.2.1", null, 403)] // the proxy itself
    [InlineData("192.0.2.1", "10.1.2.3", 200)]
    [InlineData("192.0.2.1", "203.0.113.9", 403)]
    [InlineData("192.0.2.1", "10.1.2.3, 203.0.113.9", 403)] // the left is the client's own invention
    [InlineData("192.0.2.1", "203.0.113.9, 10.1.2.3", 200)]
    [InlineData("192.0.2.1", "203.0.113.9,10.1.2.3 , 192.0.2.9", 200)] // two proxies
    [InlineData("192.0.2.1", "10.1.2.3:51234", 200)]
    [InlineData("192.0.2.1", "[2001:db8::5]:443", 200)]
    [InlineData("192.0.2.1", "::ffff:10.1.2.3", 200)]
    [InlineData("192.0.2.1", "10.1.2.3, unknown", 403)]
    [InlineData("192.0.2.1", "10.1.2.3,", 403)]
    [InlineData("192.0.2.1", "", 403)]
    [InlineData(null, "10.1.2.3", 403)] // a unix socket
    public async Task A_key_works_where_it_may_be_used_from_and_nowhere_else(string? peer, string? forwarded, int status)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Use(config => config.Server with { TrustedProxies = Ranges("192.0.2.0/24") });
        rig.UseKey(key => key with { AllowedIps = Ranges("10.0.0.0/8", "2001:db8::/32") });
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, From(peer, forwarded));

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200 ? null : "address_not_allowed", rig.Record.Code);
    }

    [Fact]
    public async Task The_record_has_the_clients_address_and_not_its_proxys()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Use(config => config.Server with { TrustedProxies = Ranges("192.0.2.1") });
        rig.Upstream.Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, From("192.0.2.1", "203.0.113.9"));

        Assert.Equal("203.0.113.9", rig.Record.ClientAddress);
    }

    [Fact]
    public async Task Nobody_is_believed_unless_the_config_says_so()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { AllowedIps = Ranges("10.0.0.0/8") });

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, From("127.0.0.1", "10.1.2.3"));

        Assert.Equal(403, reply.Status);
        Assert.Equal("127.0.0.1", rig.Record.ClientAddress);
        Assert.Empty(rig.Upstream.Calls);
    }

    private static FakeRequest From(string? peer, string? forwarded) =>
        new("""{"model":"chat","messages":[{"role":"user","content":"hi"}]}""",
            [("authorization", "Bearer " + PipelineRig.Secret), .. forwarded is null ? [] : (ReadOnlySpan<(string, string)>)[("x-forwarded-for", forwarded)]])
        {
            Connection = new ClientConnection(peer is null ? null : IPAddress.Parse(peer)),
        };

    private static ImmutableArray<AddressRange> Ranges(params string[] texts) => [.. texts.Select(text =>
    {
        Assert.Null(AddressRange.Parse(text, out AddressRange range));
        return range;
    })];
}
