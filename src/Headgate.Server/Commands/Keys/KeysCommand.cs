using System.Collections.Immutable;
using System.CommandLine;
using Headgate.Console.Operations.Keys;
using Headgate.Gateway.Identity;
using Headgate.Server.Commands.Admin;

namespace Headgate.Server.Commands.Keys;

/// <summary><c>headgate keys …</c>: virtual keys, through the admin API of the gateway that runs on the data folder, else directly.</summary>
internal static class KeysCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        DeskOptions<IKeyDesk> desk = new((_, folder) => StoredKeys.Open(folder), (http, address, token) => new RunningGateway(http, address, token));
        Command command = new("keys", "Issues, lists, revokes and rotates virtual keys.")
        {
            CreateKey(terminal, desk), ListKeys(terminal, desk), RevokeKey(terminal, desk), RotateKey(terminal, desk),
        };
        desk.AddTo(command);
        return command;
    }

    private static Command CreateKey(Terminal terminal, DeskOptions<IKeyDesk> desk)
    {
        Option<string> name = new("--name") { Description = "A name that no other key has.", HelpName = "NAME", Required = true };
        Option<string[]> models = new("--models") { Description = "Allowed models: names, prefix*, or *; commas between.", HelpName = "LIST" };
        Option<int?> rpm = new("--rpm") { Description = "Requests per minute.", HelpName = "N" };
        Option<int?> tpm = new("--tpm") { Description = "Tokens per minute, sent and answered.", HelpName = "N" };
        Option<string> budget = new("--budget") { Description = "Dollars in an hour, day, week, month or total: 50/month.", HelpName = "USD/PERIOD" };
        Option<bool> strict = new("--strict") { Description = "Bounds answers to what is left of these budgets, so that nothing is overspent." };
        Option<string> soft = new("--soft-usd") { Description = "Dollars of --budget after which the webhook is told; nobody is refused.", HelpName = "USD" };
        Option<string> users = new("--end-user-budget") { Description = "Dollars that each of its end users may spend: 1/day.", HelpName = "USD/PERIOD" };
        Option<string> user = new("--end-user") { Description = "What providers see of its end users: pass, hash or drop.", HelpName = "WHAT" };
        Option<bool> byok = new("--byok") { Description = "Its callers may bring credentials of their own at providers." };
        Option<int?> concurrent = new("--concurrent") { Description = "Requests at once.", HelpName = "N" };
        Option<string> expires = new("--expires") { Description = "When it ends: 2027-01-01, or 90d from now.", HelpName = "WHEN" };
        Option<string[]> ips = new("--allowed-ips") { Description = "Where it may be used from: addresses and ranges; commas between.", HelpName = "LIST" };
        Option<string[]> tiers = new("--service-tiers") { Description = "Service tiers it may ask for by name; commas between.", HelpName = "LIST" };
        Option<string[]> tools = new("--server-tools") { Description = "Tools it may have vendors run, or none; commas between.", HelpName = "LIST" };
        Command command = new("create", "Issues a key and shows its secret, this once.")
        {
            name, models, rpm, tpm, concurrent, budget, strict, soft, users, user, byok, expires, ips, tiers, tools,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(strict) && parsed.GetValue(budget) is null && parsed.GetValue(users) is null)
            {
                parsed.AddError("--strict says how a budget is kept: give --budget or --end-user-budget too.");
            }

            if (parsed.GetValue(soft) is not null && parsed.GetValue(budget) is null)
            {
                parsed.AddError("--soft-usd says when it is told how much of a budget is spent: give --budget too.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            IssueKeyInput key = new()
            {
                Name = parsed.GetValue(name),
                RequestsPerMinute = parsed.GetValue(rpm),
                TokensPerMinute = parsed.GetValue(tpm),
                Concurrent = parsed.GetValue(concurrent),
                Budget = parsed.GetValue(budget) is { } amount
                    ? Budget(amount) with { Strict = parsed.GetValue(strict), SoftUsd = parsed.GetValue(soft) }
                    : null,
                EndUsers = parsed.GetValue(users) is { } each ? new KeyEndUsers(Budget(each) with { Strict = parsed.GetValue(strict) }) : null,
                EndUser = parsed.GetValue(user) ?? EndUserSight.Pass.Name(),
                Byok = parsed.GetValue(byok),
                Expires = parsed.GetValue(expires),
                AllowedIps = [.. Split(parsed.GetValue(ips))],
                ServiceTiers = NamesOf(parsed.GetValue(tiers)),
                ServerTools = NamesOf(parsed.GetValue(tools)),
            };
            string[] allowed = [.. Split(parsed.GetValue(models))];
            return desk.RunAsync(
                parsed, terminal, keys => keys.IssueAsync(allowed.Length == 0 ? key : key with { Models = [.. allowed] }, cancellation), KeyTable.WriteIssued);
        });
        return command;
    }

    private static Command ListKeys(Terminal terminal, DeskOptions<IKeyDesk> desk)
    {
        Command command = new("list", "Lists the keys that are not revoked.");
        command.SetAction((parsed, cancellation) =>
            desk.RunAsync(parsed, terminal, keys => AllPages.ReadAsync(page => keys.ListAsync(page, cancellation)), KeyTable.WriteList));
        return command;
    }

    private static Command RevokeKey(Terminal terminal, DeskOptions<IKeyDesk> desk)
    {
        Argument<string> key = Key();
        Command command = new("revoke", "Revokes a key for good.") { key };
        command.SetAction((parsed, cancellation) => desk.RunAsync(
            parsed, terminal, keys => keys.RevokeAsync(parsed.GetRequiredValue(key), cancellation), KeyTable.WriteRevoked));
        return command;
    }

    private static Command RotateKey(Terminal terminal, DeskOptions<IKeyDesk> desk)
    {
        Argument<string> key = Key();
        Option<string> grace = new("--grace") { Description = "How long the old one goes on working: 24h, 7d, or until when.", HelpName = "WHEN" };
        Command command = new("rotate", "Gives a key a new secret and shows it, this once; the old one stops, at once or after a grace.") { key, grace };
        command.SetAction((parsed, cancellation) => desk.RunAsync(
            parsed,
            terminal,
            keys => keys.RotateAsync(new RotateKeyInput(parsed.GetRequiredValue(key), parsed.GetValue(grace)), cancellation),
            KeyTable.WriteIssued));
        return command;
    }

    private static Argument<string> Key() => new("key") { Description = "Its name or id." };

    private static IEnumerable<string> Split(string[]? lists) => (lists ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries));

    /// <summary>Null where nothing is written; <c>none</c> is the empty list.</summary>
    private static ImmutableArray<string>? NamesOf(string[]? lists) => lists switch
    {
        null or [] => null,
        ["none"] => [],
        _ => [.. Split(lists)],
    };

    /// <summary><c>50/month</c>; what is wrong with it, the operation says.</summary>
    private static KeyBudget Budget(string amount) =>
        amount.Split('/', 2) is [var dollars, var period] ? new KeyBudget(dollars, period) : new KeyBudget(amount, "");
}
