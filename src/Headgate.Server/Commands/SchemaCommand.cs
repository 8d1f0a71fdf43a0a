using System.CommandLine;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;

namespace Headgate.Server.Commands;

/// <summary><c>headgate schema</c>: the config's JSON Schema.</summary>
internal static class SchemaCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("schema", "Prints the JSON Schema of a config file, for editors.");
        command.SetAction(_ => Print(terminal.Output));
        return command;
    }

    private static void Print(TextWriter output)
    {
        using MemoryStream schema = new();
        using (Utf8JsonWriter json = new(schema, new JsonWriterOptions { Indented = true }))
        {
            ConfigSchema.Write(json);
        }

        output.WriteLine(Encoding.UTF8.GetString(schema.ToArray()));
    }
}
