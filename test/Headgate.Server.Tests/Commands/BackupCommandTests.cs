namespace Headgate.Server.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_backed_up_while_a_gateway_runs_is_what_another_starts_with()
    {
        string backup = _folder.File("backup.zip");
        string key;
        await using (GatewayHost gateway = await TestGateway.StartAsync(_folder))
        {
            key = gateway.FirstStart.VirtualKey!;
            CommandRun made = await CommandRun.OfAsync("backup", backup, "--data", gateway.DataFolder);
            Assert.True(made.ExitCode == 0, made.Error);
            Assert.StartsWith($"{backup}: ", made.Output, StringComparison.Ordinal);
            Assert.Equal(2, (await CommandRun.OfAsync("restore", backup, "--data", gateway.DataFolder, "--force")).ExitCode);
        }

        using TemporaryFolder other = new();
        CommandRun restored = await CommandRun.OfAsync("restore", backup, "--data", other.File("data"));
        Assert.True(restored.ExitCode == 0, restored.Error);
        await using (GatewayHost second = await TestGateway.StartAsync(other))
        {
            Assert.Null(second.FirstStart.VirtualKey);
            Assert.Equal(200, await TestGateway.StatusAsync(second, "/v1/models", key));
            CommandRun audit = await CommandRun.OfAsync("audit", "list", "--data", second.DataFolder);
            Assert.Matches("cli +admin +restore .* done\n.*cli +admin +backup .* begun\n", audit.Output);
            Assert.Equal(0, (await CommandRun.OfAsync("audit", "verify", "--data", second.DataFolder)).ExitCode);
        }
    }

    [Fact]
    public async Task What_is_no_data_folder_and_no_backup_ends_with_2()
    {
        Assert.Equal(2, (await CommandRun.OfAsync("backup", _folder.File("b.zip"), "--data", _folder.File("nothing"))).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync("restore", _folder.Write("b.zip", "no zip"), "--data", _folder.File("data"))).ExitCode);
    }
}
