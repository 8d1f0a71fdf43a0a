using System.Net;
using System.Net.Sockets;
using Headgate.Console.Client;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Keys;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;

namespace Headgate.Console.Tests.Client;

public sealed class AdminClientTests : IAsyncLifetime
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task Issues_lists_rotates_and_revokes()
    {
        AdminClient client = ClientOf(AdminRole.Operator);
        CancellationToken stop = TestContext.Current.CancellationToken;

        KeyView issued = Value(await client.IssueKeyAsync(new IssueKeyInput { Name = "web@x.org", Expires = "90d" }, stop));
        KeyView rotated = Value(await client.RotateKeyAsync(new RotateKeyInput("web@x.org"), stop));
        Listing<KeyView> first = Value(await client.ListKeysAsync(new PageInput(1), stop));
        Listing<KeyView> second = Value(await client.ListKeysAsync(new PageInput(1, first.Next), stop));
        KeyView revoked = Value(await client.RevokeKeyAsync(issued.Id, stop));

        Assert.Equal(new DateTime(2026, 5, 30, 12, 1, 40, DateTimeKind.Utc), issued.Expires);
        Assert.NotEqual(issued.Secret, rotated.Secret);
        Assert.Equal(["ci", "web@x.org"], first.Items.Concat(second.Items).Select(key => key.Name));
        Assert.Equal(ConsoleHost.FileKey.Tags, first.Items[0].Tags);
        Assert.Equal(issued.Id, revoked.Id);
        Assert.Null(_host.Config.Current.Keys.Find(KeyDigest.Of(rotated.Secret!)));
    }

    [Fact]
    public async Task Gives_the_problem_that_the_operation_gave()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;

        Assert.Equal(ProblemCode.NotFound, (await ClientOf(AdminRole.Operator).RevokeKeyAsync("nobody", stop)).Problem?.Code);
        Assert.Equal(ProblemCode.ReadOnly, (await ClientOf(AdminRole.Operator).RevokeKeyAsync("ci", stop)).Problem?.Code);
        Assert.Equal(ProblemCode.Forbidden, (await ClientOf(AdminRole.Viewer).RevokeKeyAsync("ci", stop)).Problem?.Code);

        Problem? invalid = (await ClientOf(AdminRole.Operator).IssueKeyAsync(new IssueKeyInput { Name = "a b" }, stop)).Problem;
        Assert.Equal((ProblemCode.InvalidRequest, "name"), (invalid?.Code, invalid?.Param));
    }

    [Fact]
    public async Task Reads_the_status() =>
        Assert.Equal("9.9.9", Value(await ClientOf(AdminRole.Viewer).StatusAsync(TestContext.Current.CancellationToken)).Version);

    [Fact]
    public async Task Says_so_when_nothing_answers()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Uri address = new($"http://{listener.LocalEndpoint}");
        listener.Stop();

        Outcome<Listing<KeyView>> outcome =
            await new AdminClient(_http, address, "t").ListKeysAsync(new PageInput(), TestContext.Current.CancellationToken);

        Assert.Equal(ProblemCode.Unreachable, outcome.Problem?.Code);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task Says_so_when_something_else_answers(HttpStatusCode status)
    {
        using HttpMessageInvoker other = new(new OtherServer(status));
        AdminClient client = new(other, new Uri("http://127.0.0.1:1"), "t");

        Outcome<KeyView> outcome = await client.RevokeKeyAsync("web", TestContext.Current.CancellationToken);

        Assert.Equal(ProblemCode.Unreachable, outcome.Problem?.Code);
    }

    private AdminClient ClientOf(AdminRole role) => new(_http, _host.Http.BaseAddress!, MemoryConfig.TokenOf(role));

    private static T Value<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Succeeded, outcome.Problem?.Message);
        return outcome.Value;
    }

    private sealed class OtherServer(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("<html>") });
    }
}
