using System.Text.Json;
using Headgate.Console.Operations;

namespace Headgate.Server.Commands.Admin;

/// <summary>JSON that a command is given as a file.</summary>
internal static class JsonFile
{
    /// <summary>Reads it; gives what is wrong with it, without a word of what is in it.</summary>
    /// <param name="file">The path; <c>-</c> for standard input.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<Outcome<JsonElement>> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            string text = file == "-" ? await System.Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(file, cancellation);
            return JsonElement.Parse(text);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.InvalidRequest, $"{file} cannot be read.");
        }
        catch (JsonException)
        {
            return new Problem(ProblemCode.InvalidRequest, $"{file} is no JSON."); // the reader's own message may quote a secret
        }
    }
}
