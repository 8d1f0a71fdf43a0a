using System.Collections.Immutable;
using System.CommandLine;

namespace Headgate.Server.Commands;

/// <summary>The options of <c>headgate serve</c>.</summary>
internal sealed class ServeOptions
{
    private readonly Option<string[]> _config = new("--config", "-c")
    {
        Description = "A config file; more than one are merged in their order. Default ./headgate.yaml when it is there.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _listen = new("--listen")
    {
        Description = "Where clients connect; may be repeated. Default http://127.0.0.1:4000.",
        HelpName = "URL",
    };

    private readonly Option<string> _admin = new("--admin")
    {
        Description = "Where the control plane is served. Default http://127.0.0.1:4001.",
        HelpName = "URL",
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder of keys, request log and admin token. Default ./data.",
        HelpName = "DIR",
    };

    private readonly Option<string> _logFormat = new("--log-format")
    {
        Description = "How the log is written to standard error: text or json.",
        DefaultValueFactory = _ => "text",
    };

    /// <summary>Makes them.</summary>
    public ServeOptions() => _logFormat.AcceptOnlyFromAmong("text", "json");

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_config, _listen, _admin, _data, _logFormat])
        {
            command.Add(option);
        }
    }

    /// <summary>What was asked for: a flag, else its variable, else nothing, which leaves it to the file and the default.</summary>
    public GatewayOptions Read(ParseResult parsed, Terminal terminal) => new()
    {
        ConfigFiles = Several(parsed.GetValue(_config), terminal.Variable("HEADGATE_CONFIG"), Path.PathSeparator),
        Listen = Several(parsed.GetValue(_listen), terminal.Variable("HEADGATE_LISTEN"), ','),
        Admin = parsed.GetValue(_admin) ?? terminal.Variable("HEADGATE_ADMIN"),
        DataFolder = parsed.GetValue(_data) ?? terminal.Variable("HEADGATE_DATA"),
        Output = terminal.Output,
        LogsJson = parsed.GetValue(_logFormat) == "json",
    };

    private static ImmutableArray<string> Several(string[]? flags, string? variable, char separator) =>
        flags is { Length: > 0 } ? [.. flags]
        : variable is null ? []
        : [.. variable.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
