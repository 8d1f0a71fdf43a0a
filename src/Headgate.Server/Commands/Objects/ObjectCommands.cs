using System.CommandLine;
using System.Text.Json;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Objects;
using Headgate.Server.Commands.Admin;

namespace Headgate.Server.Commands.Objects;

/// <summary>
/// <c>headgate providers …</c> and <c>headgate models …</c>: what lives in the store, through the admin API of the gateway that runs on the data folder,
/// else directly. Credentials come from a file or from standard input: what stands on a command line, others on the machine can read.
/// </summary>
internal static class ObjectCommands
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Makes the command of a section.</summary>
    public static Command Create(string section, string word, string description, Terminal terminal)
    {
        Command command = new(section, description);
        Command show = Show(section, word);
        Command set = Set(section, word);
        Command remove = Remove(section, word);
        foreach (Command each in (Command[])[show, set, remove])
        {
            command.Add(each);
        }

        return command;

        Command Show(string section, string word)
        {
            Argument<string> name = Name();
            Command show = new("show", $"Shows a {word} as it is configured, secrets hidden.") { name };
            DeskOptions<IObjectDesk> desk = ObjectDesk.AddTo(show, terminal);
            show.SetAction((parsed, cancellation) => desk.RunAsync(
                parsed, terminal, objects => objects.GetAsync(section, parsed.GetRequiredValue(name), cancellation),
                (view, output) => output.WriteLine(JsonSerializer.Serialize(view.Config, Indented))));
            return show;
        }

        Command Set(string section, string word)
        {
            Argument<string> name = Name();
            Argument<string> file = new("file") { Description = "JSON of what would stand in a config file; - for standard input." };
            Option<int?> version = new("--version-is") { Description = "Replaces this version only.", HelpName = "N" };
            Command set = new("set", $"Makes a {word}, or replaces one that was made so; *** keeps a secret.") { name, file, version };
            DeskOptions<IObjectDesk> desk = ObjectDesk.AddTo(set, terminal);
            set.SetAction(async (parsed, cancellation) =>
            {
                Outcome<JsonElement> body = await JsonFile.ReadAsync(parsed.GetRequiredValue(file), cancellation);
                return await desk.RunAsync(
                    parsed, terminal,
                    objects => body.Succeeded
                        ? objects.PutAsync(
                            section, new PutObjectInput(parsed.GetRequiredValue(name), body.Value, parsed.GetValue(version)), cancellation)
                        : new(body.Problem),
                    (view, output) => output.WriteLine($"The {word} {view.Name} is stored as version {view.Version}."));
            });
            return set;
        }

        Command Remove(string section, string word)
        {
            Argument<string> name = Name();
            Command remove = new("remove", $"Removes a {word} from the store.") { name };
            DeskOptions<IObjectDesk> desk = ObjectDesk.AddTo(remove, terminal);
            remove.SetAction((parsed, cancellation) => desk.RunAsync(
                parsed, terminal, objects => objects.RemoveAsync(section, parsed.GetRequiredValue(name), cancellation),
                (view, output) => output.WriteLine($"The {word} {view.Name} is removed.")));
            return remove;
        }
    }

    private static Argument<string> Name() => new("name") { Description = "Its name." };
}
