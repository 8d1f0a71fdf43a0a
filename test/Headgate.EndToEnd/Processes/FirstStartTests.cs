using System.Diagnostics;
using System.Text.Json;
using Headgate.EndToEnd.Sdk.Node;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Processes;

/// <summary>The README's first command: it runs, shows its secrets once, and the curl line that it prints answers.</summary>
public sealed class FirstStartTests
{
    [Fact]
    public async Task The_printed_curl_line_answers_and_the_second_start_shows_no_secret()
    {
        using var folder = new TemporaryFolder();
        string first;
        await using (var gateway = await GatewayProcess.ServeAsync(folder))
        {
            await Bound.UntilAsync("the curl line", _ => Task.FromResult(CurlLine(gateway.Output).EndsWith('\'')));
            first = gateway.Output;
            var answer = await BashAsync(CurlLine(first));
            using var json = JsonDocument.Parse(answer);
            Assert.Equal("Hello", json.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());

            await gateway.SignalAsync("TERM");
            Assert.Equal(0, await gateway.ExitAsync());
        }

        var secrets = first.Split([' ', '\n', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith("hg-", StringComparison.Ordinal) || word.StartsWith("hga-", StringComparison.Ordinal))
            .Distinct().ToList();
        Assert.Equal(2, secrets.Count);
        await using var second = await GatewayProcess.ServeAsync(folder);
        await second.SignalAsync("TERM");
        Assert.Equal(0, await second.ExitAsync());
        Assert.DoesNotContain("hg-", second.Output + second.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hga-", second.Output + second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_admin_token_is_kept_for_the_owner_alone()
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.ServeAsync(folder);
        var file = Path.Combine(folder.Path, "data", "admin.token");
        await Bound.UntilAsync("the token's file", _ => Task.FromResult(File.Exists(file)));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains((await File.ReadAllTextAsync(file, Bound.Token())).Trim(), gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_made_or_shown_when_key_and_token_come_from_the_environment()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string>
        {
            ["HEADGATE_VIRTUAL_KEY"] = GatewayConfig.Key,
            ["HEADGATE_ADMIN_TOKEN"] = GatewayConfig.AdminToken,
        };
        await using var gateway = await GatewayProcess.ServeAsync(folder, environment: environment);
        using var client = new HttpClient();
        using var request = TestCall.To(gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("sim/echo"));

        using var response = await client.SendAsync(request, Bound.Token());

        Assert.Equal(200, (int)response.StatusCode);
        Assert.DoesNotContain("hg-", gateway.Output + gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hga-", gateway.Output + gateway.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "data", "admin.token")));
    }

    [Theory]
    [InlineData("serve", "--config", "missing.yaml")]
    [InlineData("serve", "--no-such-option")]
    [InlineData("validate", "missing.yaml")]
    public async Task A_bad_config_or_argument_ends_with_1(params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, errors) = await GatewayProcess.RunAsync(folder, null, arguments);

        Assert.Equal(1, exitCode);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task An_address_that_is_taken_ends_with_2()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        await using var gateway = await GatewayProcess.ServeAsync(folder);

        var (exitCode, _, errors) = await GatewayProcess.RunAsync(
            other, null, "serve", "--listen", gateway.BaseUrl, "--admin", "http://127.0.0.1:0", "--data", "data");

        Assert.Equal(2, exitCode);
        Assert.Contains(new Uri(gateway.BaseUrl).Port.ToString(), errors, StringComparison.Ordinal);
    }

    private static string CurlLine(string output) =>
        output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("curl ", StringComparison.Ordinal)) ?? "";

    private static async Task<string> BashAsync(string line)
    {
        var stand = $"command -v curl >/dev/null || curl() {{ node '{NodeRunner.Folder}/curl.mjs' \"$@\"; }}\n";
        var quiet = line.Replace("curl ", "curl -sS ", StringComparison.Ordinal);
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", stand + quiet])
        {
            RedirectStandardOutput = true,
        })!;
        return await bash.StandardOutput.ReadToEndAsync(Bound.Token());
    }
}
