using System.Globalization;
using Headgate.FleetWorld;

// Usage: dotnet run -c Release --project bench/fleet                            the grid of docs/fleets.md
//        dotnet run -c Release --project bench/fleet -- aim SEED...             the aim of each world, with what perfect knowledge would give
//        dotnet run -c Release --project bench/fleet -- FILE [REPLICAS [SPEED]]   a trace of JSON lines
IEnumerable<string> lines = args switch
{
    ["aim", .. var seeds] => Report.Aim([.. seeds.Select(ulong.Parse)]),
    [] => Report.Grid(runs: 3),
    [var file, .. var rest] => Report.Trace(
        [.. TraceFile.Read(File.ReadLines(file), rest is [_, var speed] ? double.Parse(speed, CultureInfo.InvariantCulture) : 1)],
        new WorldSpec { Replicas = rest is [var replicas, ..] ? int.Parse(replicas, CultureInfo.InvariantCulture) : 8 }),
};
foreach (string line in lines)
{
    Console.WriteLine(line);
}
