using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Headgate.Server.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_commands_do_without_a_gateway_is_on_record()
    {
        string data = _folder.File("data");
        await CommandRun.OfAsync("keys", "create", "--name", "ci", "--data", data);
        await CommandRun.OfAsync("keys", "revoke", "ci", "--data", data);

        CommandRun listed = await CommandRun.OfAsync("audit", "list", "--data", data, "--json", "--actor", "cli", "--since", "1h");
        JsonElement acts = JsonElement.Parse(listed.Output).GetProperty("items");
        Assert.Equal(["revoke_key", "issue_key"], acts.EnumerateArray().Select(act => act.GetProperty("operation").GetString()));
        Assert.Equal(1, (await CommandRun.OfAsync("audit", "list", "--data", data, "--since", "yesterday")).ExitCode);
    }

    [Fact]
    public async Task A_running_gateway_shows_its_own_with_changes_of_its_files_and_the_chain_holds()
    {
        const string Yaml = "providers: { sim: { type: simulator } }\n";
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder, Yaml);
        await CommandRun.OfAsync("keys", "create", "--name", "ci", "--data", gateway.DataFolder);
        _folder.Write("headgate.yaml", Yaml + "log: { retention: 3d }\n");
        await gateway.ReloadAsync(TestContext.Current.CancellationToken);
        _folder.Write("headgate.yaml", Yaml + "nonsense: 1\n");
        await gateway.ReloadAsync(TestContext.Current.CancellationToken);

        CommandRun listed = await CommandRun.OfAsync("audit", "list", "--data", gateway.DataFolder);
        string[] rows = [.. listed.Output.Split('\n').Skip(1).Where(row => row.Length > 0)];
        Assert.Equal(4, rows.Length);
        Assert.Matches("file +- +reload_config +- +invalid_config", rows[0]);
        Assert.Matches("file +- +reload_config +- +done", rows[1]);
        Assert.Matches("admin +issue_key +ci +done", rows[2]);
        Assert.Matches("first_start +admin +issue_key +first-start +done", rows[3]);

        CommandRun verified = await CommandRun.OfAsync("audit", "verify", "--data", gateway.DataFolder);
        Assert.Equal(0, verified.ExitCode);
        Assert.StartsWith("6 rows hold; head ", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_changed_ends_with_1_and_one_that_is_not_there_with_2()
    {
        string data = _folder.File("data");
        Assert.Equal(2, (await CommandRun.OfAsync("audit", "verify", "--data", data)).ExitCode);
        await CommandRun.OfAsync("keys", "create", "--name", "ci", "--data", data);
        using (SqliteConnection file = new($"Data Source={Path.Combine(data, "audit.db")};Pooling=False"))
        {
            file.Open();
            using SqliteCommand change = file.CreateCommand();
            change.CommandText = "DROP TRIGGER audit_stays; UPDATE audit SET object = 'other'";
            change.ExecuteNonQuery();
        }

        CommandRun run = await CommandRun.OfAsync("audit", "verify", "--data", data);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("row 1 is not the one", run.Error, StringComparison.Ordinal);
    }
}
