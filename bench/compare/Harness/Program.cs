using System.Globalization;
using System.Runtime.InteropServices;
using Headgate.Compare.Harness;
using Headgate.Compare.Harness.Contenders;
using Headgate.Compare.Harness.Measures;
using Headgate.Compare.Harness.Processes;
using Headgate.Compare.Harness.Reports;

// Called by run.sh. Usage: Harness REPOSITORY [options]. Exits with 1 when a guard failed: the numbers are then worth nothing.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Options? options = Options.Parse(args[1..]);
if (options is null)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => ChildProcess.KillAll());
using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => ChildProcess.KillAll());
using Site site = new(Path.GetFullPath(args[0]));
Contender[] all = [new NginxContender(site), new YarpContender(site), new PortkeyContender(site), new HeadgateContender(site), new BudgetedContender(site)];
Contender[] contenders = [.. all.Where(contender => options.Contenders.Contains(contender.Name))];
Dictionary<string, string> versions = [];
foreach (Contender contender in contenders)
    versions[contender.Name] = await contender.VersionAsync();

IReadOnlyList<Round> rounds;
try
{
    rounds = await new Comparison(site, options.Pace, contenders).RunAsync();
}
catch (InvalidOperationException broken)
{
    // A server that did not start, a load generator that broke: the message says which, and nothing stays behind.
    Console.Error.WriteLine(broken.Message);
    ChildProcess.KillAll();
    return 1;
}

Result result = new(options.Pace, rounds, versions);
Machine machine = Machine.Here(site.NewFolder("sync"));
DateTimeOffset time = TimeProvider.System.GetUtcNow();
string table = MarkdownReport.Write(result, machine, time);
Console.WriteLine();
Console.Write(table);

// Only what compares Headgate with the others, long enough to mean something, is kept.
if (versions.ContainsKey("headgate") && options.Pace.Name != Pace.Smoke.Name)
{
    string suffix = options.Pace.Name == Pace.Full.Name ? "" : $"-{options.Pace.Name}";
    string file = Path.Combine(site.Results, $"{time:yyyy-MM-dd}-{machine.Commit}{suffix}");
    Directory.CreateDirectory(site.Results);
    await File.WriteAllTextAsync(file + ".md", table);
    await File.WriteAllTextAsync(file + ".json", JsonReport.Write(result, machine, time));
    Console.WriteLine($"\nWritten to {file}.md and .json");
}

return result.Faults.Count == 0 ? 0 : 1;
