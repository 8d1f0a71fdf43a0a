using System.Net;
using System.Net.Sockets;
using Headgate.Gateway.Config;
using Headgate.Server.Listening;
using Headgate.Server.Tests.DataPlane;

namespace Headgate.Server.Tests.Listening;

public sealed class UnixSocketTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headgate-unix-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SocketPath => Path.Combine(_folder.FullName, "headgate.sock");

    [Fact]
    public async Task Serves_on_a_socket_that_only_owner_and_group_may_use()
    {
        await using TestDataPlane plane = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await CallAsync(plane));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, Mode());
    }

    [Fact]
    public async Task A_socket_that_a_killed_process_left_is_replaced()
    {
        using (Socket killed = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(SocketPath));
            File.Move(SocketPath, SocketPath + ".kept"); // closing would remove it
        }

        File.Move(SocketPath + ".kept", SocketPath);
        await using TestDataPlane plane = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await CallAsync(plane));
    }

    [Fact]
    public async Task A_socket_in_use_is_left_alone()
    {
        await using TestDataPlane first = await StartAsync();
        await Assert.ThrowsAnyAsync<IOException>(StartAsync);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(first));
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_never_removed()
    {
        await File.WriteAllTextAsync(SocketPath, "precious", Cancellation);
        await Assert.ThrowsAnyAsync<IOException>(StartAsync);
        Assert.Equal("precious", await File.ReadAllTextAsync(SocketPath, Cancellation));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<TestDataPlane> StartAsync() =>
        TestDataPlane.StartAsync(new Listeners([new ListenAddress(null, 0, IsTls: false, SocketPath)], () => null));

    private async Task<HttpStatusCode> CallAsync(TestDataPlane plane)
    {
        using HttpClient client = plane.ClientFor(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using HttpResponseMessage reply = await client.GetAsync("/healthz", Cancellation);
        return reply.StatusCode;
    }

    private UnixFileMode Mode() => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(SocketPath);
}
