using System.Text.Json;
using Headgate.Compare.Load;

// The load generator of the comparison. Usage: Load JOB.json; prints a LoadReport as one line of JSON.
LoadJob job = JsonSerializer.Deserialize<LoadJob>(File.ReadAllText(args[0]))!;
LoadReport report = job.Kind switch
{
    LoadKind.Requests => await RequestLoad.RunAsync(job),
    LoadKind.Rate => await RateLoad.RunAsync(job),
    LoadKind.Streams => await StreamLoad.RunAsync(job),
    LoadKind.Added => await AddedLoad.RunAsync(job),
    LoadKind.FirstToken => await FirstTokenLoad.RunAsync(job),
    _ => throw new InvalidOperationException($"No load {job.Kind}."),
};
Console.WriteLine(JsonSerializer.Serialize(report, new JsonSerializerOptions
{
    NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
}));
