using System.Text.Json;

namespace Headgate.Server.Lifetime;

/// <summary>
/// <c>DATA/gateway.json</c>: tells commands on the same data folder where the running gateway is. Written when it is ready, removed
/// when it stops; after a kill it stays behind, which is why the folder's lock, and not this file, says whether one runs.
/// </summary>
/// <param name="Pid">The process.</param>
/// <param name="Admin">The control plane's URL.</param>
internal sealed record RuntimeFile(int Pid, string Admin)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes it for this process.</summary>
    public static void Write(string folder, string admin) =>
        File.WriteAllText(PathIn(folder), JsonSerializer.Serialize(new RuntimeFile(Environment.ProcessId, admin), Json));

    /// <summary>Reads it; null when there is none, or it is not whole.</summary>
    public static RuntimeFile? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<RuntimeFile>(File.ReadAllText(PathIn(folder)), Json);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes it.</summary>
    public static void Remove(string folder) => File.Delete(PathIn(folder));

    private static string PathIn(string folder) => Path.Combine(folder, "gateway.json");
}
