using System.CommandLine;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Requests;
using Headgate.Gateway.Stores;
using Headgate.Server.Commands.Admin;

namespace Headgate.Server.Commands.Usage;

/// <summary><c>headgate usage</c>: what requests used and cost, in the gateway that runs on the data folder, else in the folder itself.</summary>
internal static class UsageCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<string> by = new("--by")
        {
            Description = "What is told apart: key, team, model, provider or tag. Default key.",
            HelpName = "WHAT",
            DefaultValueFactory = _ => "key",
        };
        Option<string> since = new("--since") { Description = "From this moment on: 2026-11-01, or 24h back from now.", HelpName = "WHEN" };
        Option<string> until = new("--until") { Description = "Up to this moment, exclusive; the same forms.", HelpName = "WHEN" };
        Option<string> bucket = new("--bucket") { Description = "Tells spans of time apart too: hour or day, UTC.", HelpName = "SPAN" };
        Option<string> key = new("--key") { Description = "Only requests with this virtual key, by name or id.", HelpName = "KEY" };
        Option<string> team = new("--team") { Description = "Only requests of this team.", HelpName = "NAME" };
        Option<string> model = new("--model") { Description = "Only requests for this model, as the client asked.", HelpName = "NAME" };
        Option<string> provider = new("--provider") { Description = "Only requests that this provider answered.", HelpName = "NAME" };
        Option<string> tag = new("--tag") { Description = "Only requests with this trusted tag.", HelpName = "NAME=VALUE" };

        DeskOptions<IUsageDesk> desk = new((_, folder) => new StoredUsage(folder), (http, address, token) => new RunningUsage(http, address, token));
        Command command = new("usage", "Adds up what requests used and cost, as far back as the request log is kept.")
        {
            by, since, until, bucket, key, team, model, provider, tag,
        };
        desk.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            Outcome<DateTimeOffset?> from = PastMoment.Read(parsed, since);
            Outcome<DateTimeOffset?> to = PastMoment.Read(parsed, until);
            RequestQuery requests = new()
            {
                Key = parsed.GetValue(key),
                Team = parsed.GetValue(team),
                Model = parsed.GetValue(model),
                Provider = parsed.GetValue(provider),
                Tag = parsed.GetValue(tag),
                Since = from.Value,
                Until = to.Value,
            };
            GetUsageInput input = new(requests, new PageInput()) { By = parsed.GetRequiredValue(by), Bucket = parsed.GetValue(bucket) };
            return desk.RunAsync(
                parsed,
                terminal,
                usage => (from.Problem ?? to.Problem) is { } problem
                    ? new(problem)
                    : AllPages.ReadAsync(page => usage.SumAsync(input with { Page = page }, cancellation)),
                (rows, output) => UsageTable.Write(input.By, rows, output));
        });
        return command;
    }
}
