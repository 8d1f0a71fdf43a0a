using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Processes;

/// <summary>The built <c>headgate</c> as a process of its own: for signals, exit codes and what it prints.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private GatewayProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, _output), ReadAsync(_process.StandardError, _errors));
    }

    public int Id => _process.Id;

    public string BaseUrl { get; private set; } = "";

    public string AdminUrl { get; private set; } = "";

    /// <summary>The most memory that it has had resident at once.</summary>
    public long MostResidentBytes => File.ReadLines($"/proc/{Id}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .Single();

    /// <summary>What it wrote to standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors => Read(_errors);

    /// <summary>Starts <c>headgate serve</c> on free ports and waits until it says where it listens.</summary>
    public static async Task<GatewayProcess> ServeAsync(
        TemporaryFolder folder, string? yaml = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] config = yaml is null ? [] : ["--config", folder.Write("headgate.yaml", yaml)];
        string[] addresses = ["--listen", "http://127.0.0.1:0", "--admin", "http://127.0.0.1:0"];
        var gateway = Start(
            ["serve", .. config, .. addresses, "--data", Path.Combine(folder.Path, "data")], folder.Path, environment);
        await Bound.UntilAsync("the gateway to listen", async limit =>
        {
            if (gateway._process.HasExited)
                Assert.Fail($"It ended with {await gateway.ExitAsync()}: {gateway.Errors}");
            return gateway.ReadAddresses() && limit.CanBeCanceled;
        });
        return gateway;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        TemporaryFolder folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        await using var command = Start(arguments, folder.Path, environment);
        return (await command.ExitAsync(), command.Output, command.Errors);
    }

    /// <summary>Waits for the end; gives the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(Bound.Token());
        await _reading.WaitAsync(Bound.Token());
        return _process.ExitCode;
    }

    /// <summary>Ends it as a crash does: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("bash", ["-c", $"kill -{signal} {_process.Id}"]);
        await kill.WaitForExitAsync(Bound.Token());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await ExitAsync();
        _process.Dispose();
    }

    private static GatewayProcess Start(string[] arguments, string folder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "headgate.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => IsForeign(name)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new GatewayProcess(start);
    }

    /// <summary>A key in this machine's environment must not become a provider, nor a variable of its own a setting.</summary>
    private static bool IsForeign(string name) =>
        name.StartsWith("HEADGATE_", StringComparison.Ordinal) || name.EndsWith("_API_KEY", StringComparison.Ordinal);

    private bool ReadAddresses()
    {
        var addresses = Address().Matches(Output);
        if (addresses.Count < 2)
            return false;
        (BaseUrl, AdminUrl) = (addresses[0].Value, addresses[1].Value);
        return true;
    }

    private static async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            lock (to)
                to.Append(buffer, 0, read);
        }
    }

    private static string Read(StringBuilder from)
    {
        lock (from)
            return from.ToString();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+(?=/?\s)")]
    private static partial Regex Address();
}
