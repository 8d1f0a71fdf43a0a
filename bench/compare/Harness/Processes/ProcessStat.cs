using System.Globalization;

namespace Headgate.Compare.Harness.Processes;

/// <summary>One line of <c>/proc/PID/stat</c>. Times are clock ticks of 10 ms; a process' own include all its threads.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Parent">Process id of the parent.</param>
/// <param name="Own">User and system time.</param>
/// <param name="Reaped">User and system time of the children that it has waited for.</param>
internal readonly record struct ProcessStat(int Pid, int Parent, long Own, long Reaped)
{
    public static IReadOnlyList<ProcessStat> ReadAll()
    {
        List<ProcessStat> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int pid) && TryRead(pid, out ProcessStat stat))
                all.Add(stat);
        }

        return all;
    }

    /// <summary>The process and everything below it.</summary>
    public static IReadOnlySet<int> Tree(IReadOnlyList<ProcessStat> all, int root)
    {
        HashSet<int> tree = [root];
        for (int before = 0; before != tree.Count;)
        {
            before = tree.Count;
            tree.UnionWith(all.Where(stat => tree.Contains(stat.Parent)).Select(stat => stat.Pid));
        }

        return tree;
    }

    private static bool TryRead(int pid, out ProcessStat stat)
    {
        stat = default;
        try
        {
            // The name, in brackets, may itself hold spaces and brackets.
            string line = File.ReadAllText($"/proc/{pid}/stat");
            string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            stat = new ProcessStat(pid, (int)Number(1), Number(11) + Number(12), Number(13) + Number(14));
            return true;

            long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return false;   // It ended while the list was read.
        }
    }
}
