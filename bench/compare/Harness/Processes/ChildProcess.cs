using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Headgate.Compare.Harness.Processes;

/// <summary>A server under the harness' care: started with its output in a file, stopped politely, killed if it must be.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int LinesOfLog = 20;

    private static readonly ConcurrentDictionary<int, Process> Running = new();

    private readonly Process _process;
    private readonly string _logFile;

    private ChildProcess(Process process, string logFile)
    {
        _process = process;
        _logFile = logFile;
        Running[process.Id] = process;
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The shell gives the output its file, then becomes the command: same process id.</summary>
    public static ChildProcess Start(
        string logFile, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec \"$@\" >\"$0\" 2>&1", logFile, .. command]) { WorkingDirectory = folder };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!, logFile);
    }

    /// <summary>Leaves nothing behind when the harness itself is ended.</summary>
    public static void KillAll()
    {
        foreach (Process process in Running.Values)
            process.Kill(entireProcessTree: true);
    }

    /// <summary>The last lines that the process printed.</summary>
    public string LogTail() => string.Join('\n', File.ReadLines(_logFile).TakeLast(LinesOfLog));

    /// <summary>Resident memory of the process and its children, in MB.</summary>
    public double ResidentMegabytes() => ProcessStat.Tree(ProcessStat.ReadAll(), Pid).Sum(ResidentKilobytes) / 1024;

    /// <summary>Asks the process to end and returns its exit code; null when it had to be killed.</summary>
    public async Task<int?> StopAsync()
    {
        if (!_process.HasExited)
            _ = Kill(Pid, Terminate);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(15));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Running.TryRemove(Pid, out _);
        _process.Dispose();
    }

    private static double ResidentKilobytes(int pid)
    {
        string? line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line["VmRSS:".Length..].Replace("kB", ""), CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
