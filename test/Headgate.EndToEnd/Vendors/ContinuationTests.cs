namespace Headgate.EndToEnd.Vendors;

/// <summary>An answer that breaks off at one vendor and is gone on with by another, which gives what is missing and nothing twice.</summary>
public sealed class ContinuationTests(VendorWorld world) : IClassFixture<VendorWorld>
{
    private const string Said =
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua "
        + "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua lorem ipsum";

    public static TheoryData<string, string, string> EveryHeir => [.. from heir in VendorWorld.Heirs
        from client in new (string Path, string End)[] { ("/v1/chat/completions", "data: [DONE]"), ("/v1/messages", "event: message_stop") }
        select (heir.Alias, client.Path, client.End)];

    [Theory]
    [MemberData(nameof(EveryHeir))]
    public async Task Is_one_answer_to_the_client(string alias, string path, string end)
    {
        var reply = await world.CallAsync(path, $$"""{"model":"{{alias}}","stream":true,"max_tokens":200,"messages":[{"role":"user","content":"speak"}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(Said, reply.Said);
        Assert.Equal(1, reply.Text.Split(end).Length - 1);
        Assert.Equal(2, reply.Record.Attempts.Length);
        Assert.True(reply.Record.Attempts[1].IsContinuation);
        Assert.Contains("lorem ipsum", System.Text.Encoding.UTF8.GetString(reply.Call!.Body.Span), StringComparison.Ordinal);
    }
}
