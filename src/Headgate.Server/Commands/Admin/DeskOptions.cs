using System.CommandLine;
using System.Text.Json;
using Headgate.Console.Operations;
using Headgate.Server.Lifetime;
using Headgate.Server.Listening;
using Headgate.Storage;

namespace Headgate.Server.Commands.Admin;

/// <summary>The options that commands about a gateway share: which desk to go to, and how its answer is shown.</summary>
/// <typeparam name="TDesk">Where operations are done: in a running gateway, or here.</typeparam>
/// <param name="alone">Opens the desk here, where no gateway runs on this data folder.</param>
/// <param name="running">Opens the desk of a running gateway, at this address and with this admin token.</param>
internal sealed class DeskOptions<TDesk>(Func<ParseResult, string, Outcome<TDesk>> alone, Func<HttpMessageInvoker, Uri, string, TDesk> running)
    where TDesk : class, IDisposable
{
    private const string DefaultDataFolder = "./data";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private readonly Option<string> _data = new("--data") { Description = "The data folder. Default ./data.", HelpName = "DIR", Recursive = true };

    private readonly Option<string> _admin = new("--admin")
    {
        Description = "The control plane of a gateway that runs elsewhere.",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string> _token = new("--token")
    {
        Description = "An admin token for it. Default: HEADGATE_ADMIN_TOKEN, else the data folder's admin.token.",
        HelpName = "TOKEN",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON.", Recursive = true };

    /// <summary>When the desk here is asked for, whatever runs. Default never.</summary>
    public Func<ParseResult, bool> IsAlone { get; init; } = _ => false;

    /// <summary>Adds them to a command, for all its subcommands.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_data, _admin, _token, _json])
        {
            command.Add(option);
        }
    }

    /// <summary>Does an operation at the right desk and shows its result; gives the exit code.</summary>
    public async Task<int> RunAsync<TResult>(
        ParseResult parsed, Terminal terminal, Func<TDesk, ValueTask<Outcome<TResult>>> operate, Action<TResult, TextWriter> write)
    {
        Outcome<TDesk> desk = Open(parsed, terminal);
        if (!desk.Succeeded)
        {
            return Report(desk.Problem, terminal);
        }

        using TDesk open = desk.Value;
        Outcome<TResult> outcome = await operate(open);
        if (!outcome.Succeeded)
        {
            return Report(outcome.Problem, terminal);
        }

        if (parsed.GetValue(_json))
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(outcome.Value, Json));
        }
        else
        {
            write(outcome.Value, terminal.Output);
        }

        return ExitCode.Done;
    }

    private Outcome<TDesk> Open(ParseResult parsed, Terminal terminal)
    {
        string folder = parsed.GetValue(_data) ?? terminal.Variable("HEADGATE_DATA") ?? DefaultDataFolder;
        string? admin = parsed.GetValue(_admin) ?? (SqliteStorage.IsServed(folder) ? RuntimeFile.Read(folder)?.Admin ?? "" : null);
        return admin is null || IsAlone(parsed) ? alone(parsed, folder) : OpenGateway(admin, parsed.GetValue(_token) ?? AdminTokenFile.Find(folder, terminal));
    }

    private Outcome<TDesk> OpenGateway(string admin, string? token)
    {
        ListenUrl gateway = ListenUrl.Of(admin);
        if (!Uri.TryCreate(gateway.Text, UriKind.Absolute, out _))
        {
            return new Problem(ProblemCode.Unreachable, "A gateway runs on this data folder but does not say where: give its --admin URL.");
        }

        return token is null
            ? new Problem(ProblemCode.InvalidToken, "The running gateway asks for an admin token: --token, or HEADGATE_ADMIN_TOKEN.")
            : running(AdminConnection.To(gateway), gateway.Url, token);
    }

    private static int Report(Problem problem, Terminal terminal)
    {
        terminal.Error.WriteLine(problem.Message);
        return problem.Code is ProblemCode.Unreachable ? ExitCode.Unavailable : ExitCode.Refused;
    }
}
