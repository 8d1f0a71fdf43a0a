using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Raw.Objects;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Raw.Objects;

public sealed class BatchLinesTests
{
    private const int LongestLine = 400;

    private static readonly Target Target = new(PipelineRig.Gpt, "batches", PipelineRig.Gpt.Credentials[0]);

    private readonly ListObjects _objects = new();
    private readonly Caller _caller;

    public BatchLinesTests()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", PipelineRig.Gpt));
        _caller = new Caller(rig.Current.Keys.All[0]);
    }

    [Fact]
    public async Task Finds_what_is_not_the_callers_wherever_the_pieces_of_the_file_end()
    {
        await OwnAsync("file-own", Target.Provider);
        byte[] file = Encoding.UTF8.GetBytes($"{Line("file-own")}\n\r\n{Line("file-own")}\n{Line("file-of-another")}");
        foreach (int cut in Enumerable.Range(1, file.Length - 1))
        {
            GatewayError? refusal = await ReadAsync(new SlicedStream(file, [cut]));

            Assert.Equal(ErrorKind.NotFound, refusal?.Kind);
            Assert.Equal("input_file_id", refusal?.Param);
            Assert.Equal("Line 4 of the batch's file: There is no object 'file-of-another', or it is not yours.", refusal?.Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("""{"custom_id":"1"}""")]
    [InlineData("""{"custom_id":"file_id","body":{"model":"m","metadata":{"file_id":"file-of-another"},"messages":[{"role":"user","content":"file_id"}]}}""")]
    [InlineData("""{"custom_id":"1","body":null}""")]
    public async Task Lets_pass_what_names_nothing(string file) => Assert.Null(await ReadAsync(file));

    [Fact]
    public async Task Refuses_what_lies_at_another_provider_than_the_batch()
    {
        await OwnAsync("file-own", PipelineRig.First);

        Assert.Equal(ErrorKind.NotFound, (await ReadAsync(Line("file-own")))?.Kind);
    }

    [Theory]
    [InlineData("""{"custom_id":"1",""", ErrorKind.InvalidJson)]
    [InlineData("""{"custom_id":"1","body":{},"body":{"file_id":"file-of-another"}}""", ErrorKind.InvalidJson)]
    [InlineData("""[{"body":{"file_id":"file-of-another"}}]""", ErrorKind.InvalidRequest)]
    public async Task Refuses_lines_that_a_vendor_might_read_in_another_way(string line, ErrorKind kind) => Assert.Equal(kind, (await ReadAsync(line))?.Kind);

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Refuses_lines_that_are_too_long_to_be_held(string end)
    {
        string longest = Line(new string('x', LongestLine + 1 - Line("").Length));

        GatewayError? refusal = await ReadAsync(longest + end);

        Assert.Equal("Line 1 of the batch's file: It is longer than 400 bytes (server.max_body).", refusal?.Message);
    }

    private static string Line(string id) =>
        $$$"""{"custom_id":"1","method":"POST","url":"/v1/responses","body":{"model":"m","input":[{"type":"item_reference","id":"{{{id}}}"}]}}""";

    private Task<GatewayError?> ReadAsync(string file) => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)));

    private async Task<GatewayError?> ReadAsync(Stream file)
    {
        var lines = new BatchLines(new Ownership(_objects), _caller, Target, LongestLine);
        using var reply = new HttpResponseMessage { Content = new StreamContent(file) };

        Assert.Null(await lines.ReadAsync(reply, TestContext.Current.CancellationToken));

        return lines.Refusal;
    }

    private ValueTask OwnAsync(string id, Provider provider) => _objects.KeepAsync(
        [
            new OwnedObject
            {
                Id = id,
                Kind = OwnedKind.Item,
                Scope = _caller.Scope,
                KeyId = _caller.Key.Id,
                Provider = provider.Name,
                Credential = provider.Credentials[0].Id,
                Endpoint = provider.Endpoint.BaseUrl.AbsoluteUri,
                Created = DateTimeOffset.UnixEpoch,
            },
        ],
        TestContext.Current.CancellationToken);
}
