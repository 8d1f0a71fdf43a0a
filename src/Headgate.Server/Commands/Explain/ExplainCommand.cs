using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Routing;
using Headgate.Gateway.Config;
using Headgate.Server.Commands.Admin;

namespace Headgate.Server.Commands.Explain;

/// <summary>
/// <c>headgate explain --model M</c>: what would become of a request, and why: in the gateway that runs on the data folder, else by the config file
/// with every target healthy.
/// </summary>
internal static class ExplainCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<string> model = new("--model") { Description = "The model, as a client asks for it.", HelpName = "NAME", Required = true };
        Option<string> key = new("--key") { Description = "The virtual key that asks, by id or name. Default: one that may use everything.", HelpName = "KEY" };
        Option<string[]> metadata = new("--metadata") { Description = "A member of the client's metadata; may be repeated.", HelpName = "NAME=VALUE" };
        Option<string> session = new("--session") { Description = "The session that the client names.", HelpName = "NAME" };
        Option<long?> tokens = new("--tokens") { Description = "How many tokens the request has. Default about as many as --request has.", HelpName = "N" };
        Option<string> body = new("--request")
        {
            Description = "A file with the request's body as JSON, for what it asks for; - for standard input.",
            HelpName = "FILE",
        };
        Option<string> protocol = new("--protocol")
        {
            Description = "The client's protocol: chat, messages, responses, …",
            HelpName = "NAME",
            DefaultValueFactory = _ => "chat",
        };
        Option<bool> stream = new("--stream") { Description = "It asks for a stream." };
        Option<bool> tools = new("--tools") { Description = "It declares a tool." };
        Option<string[]> config = new("--config")
        {
            Description = "A config file, to explain it instead of a running gateway; more than one are merged in their order.",
            HelpName = "FILE",
        };
        metadata.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !token.Value.Contains('=', StringComparison.Ordinal)) is { } wrong)
            {
                result.AddError($"--metadata takes NAME=VALUE, not '{wrong.Value}'.");
            }
        });

        DeskOptions<IRouteDesk> desk = new(
            (parsed, _) => WrittenRoutes.Read(new ConfigInputs { Files = [.. parsed.GetValue(config) ?? []], Variable = terminal.Environment }),
            (http, address, token) => new RunningRoutes(http, address, token))
        {
            IsAlone = parsed => parsed.GetValue(config) is { Length: > 0 },
        };
        Command command = new("explain", "Shows what would become of a request, and why.")
        {
            model, key, metadata, session, tokens, protocol, body, stream, tools, config,
        };
        desk.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            JsonElement? asked = null;
            Problem? unread = null;
            if (parsed.GetValue(body) is { } file)
            {
                Outcome<JsonElement> read = await JsonFile.ReadAsync(file, cancellation);
                asked = read.Succeeded ? read.Value : null;
                unread = read.Succeeded ? null : read.Problem;
            }

            ExplainRouteInput request = new()
            {
                Model = parsed.GetRequiredValue(model),
                Key = parsed.GetValue(key),
                Protocol = parsed.GetRequiredValue(protocol),
                Request = asked,
                Stream = parsed.GetValue(stream),
                Tools = parsed.GetValue(tools),
                InputTokens = parsed.GetValue(tokens),
                Session = parsed.GetValue(session),
                Metadata = Members(parsed.GetValue(metadata) ?? []),
            };
            return await desk.RunAsync(
                parsed, terminal, routes => unread is not null ? new(unread) : routes.ExplainAsync(request, cancellation), RouteTable.Write);
        });
        return command;
    }

    /// <summary>Of a name that is given twice the last counts.</summary>
    private static ImmutableSortedDictionary<string, string> Members(string[] pairs) =>
        ImmutableSortedDictionary<string, string>.Empty.SetItems(
            pairs.Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1])));
}
