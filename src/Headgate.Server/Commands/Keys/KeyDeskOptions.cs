using System.CommandLine;
using System.Text.Json;
using Headgate.Console.Operations;
using Headgate.Server.Lifetime;
using Headgate.Server.Listening;
using Headgate.Storage;
using Headgate.Storage.Keys;

namespace Headgate.Server.Commands.Keys;

/// <summary>The options all key commands share: which desk to go to, and how its answer is shown.</summary>
internal sealed class KeyDeskOptions
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

    /// <summary>Adds them to <c>keys</c>, for all its subcommands.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_data, _admin, _token, _json])
        {
            command.Add(option);
        }
    }

    /// <summary>Does an operation at the right desk and shows its result; gives the exit code.</summary>
    public async Task<int> RunAsync<TResult>(
        ParseResult parsed, Terminal terminal, Func<IKeyDesk, ValueTask<Outcome<TResult>>> operate, Action<TResult, TextWriter> write)
    {
        Outcome<IKeyDesk> desk = Open(parsed, terminal);
        if (!desk.Succeeded)
        {
            return Report(desk.Problem, terminal);
        }

        using IKeyDesk keys = desk.Value;
        Outcome<TResult> outcome = await operate(keys);
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

    private Outcome<IKeyDesk> Open(ParseResult parsed, Terminal terminal)
    {
        string folder = parsed.GetValue(_data) ?? terminal.Variable("HEADGATE_DATA") ?? DefaultDataFolder;
        string? admin = parsed.GetValue(_admin) ?? (SqliteStorage.IsServed(folder) ? RuntimeFile.Read(folder)?.Admin ?? "" : null);
        return admin is null ? OpenStore(folder) : OpenGateway(admin, parsed.GetValue(_token) ?? AdminTokenFile.Find(folder, terminal));
    }

    private static Outcome<IKeyDesk> OpenStore(string folder) => SqliteConfigStore.Open(folder, TimeProvider.System) switch
    {
        Opening<SqliteConfigStore>.Opened store => new StoredKeys(store.Value, TimeProvider.System),
        Opening<SqliteConfigStore>.Unavailable refused => new Problem(ProblemCode.Unreachable, refused.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Outcome<IKeyDesk> OpenGateway(string admin, string? token)
    {
        ListenUrl gateway = ListenUrl.Of(admin);
        if (!Uri.TryCreate(gateway.Text, UriKind.Absolute, out _))
        {
            return new Problem(ProblemCode.Unreachable, "A gateway runs on this data folder but does not say where: give its --admin URL.");
        }

        return token is null
            ? new Problem(ProblemCode.InvalidToken, "The running gateway asks for an admin token: --token, or HEADGATE_ADMIN_TOKEN.")
            : new RunningGateway(AdminConnection.To(gateway), gateway.Url, token);
    }

    private static int Report(Problem problem, Terminal terminal)
    {
        terminal.Error.WriteLine(problem.Message);
        return problem.Code is ProblemCode.Unreachable ? ExitCode.Unavailable : ExitCode.Refused;
    }
}
