using Headgate.Server.Commands;

namespace Headgate.Server.Tests.Commands;

/// <summary>One run of the command line in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] args) => OfAsync([], args);

    public static async Task<CommandRun> OfAsync(Dictionary<string, string> environment, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Terminal terminal = new(output, error, environment.GetValueOrDefault);
        int exitCode = await CommandLine.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
