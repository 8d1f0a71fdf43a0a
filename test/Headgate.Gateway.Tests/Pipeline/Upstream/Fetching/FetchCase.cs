using System.Net;
using System.Runtime.CompilerServices;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Fetching;

/// <summary>A line of <c>corpus.txt</c>.</summary>
internal sealed record FetchCase
{
    private FetchCase(string line)
    {
        string[] columns = line.Split(" | ");
        Assert.Equal(5, columns.Length);
        Url = columns[0];
        Answers = Pairs(columns[1], "=").ToDictionary(
            pair => pair.Key,
            pair => pair.Value.Split('>').Select(answer => answer.Split('+').Select(IPAddress.Parse).ToArray()).ToArray());
        Redirects = Pairs(columns[2], " => ").ToDictionary(pair => pair.Key, pair => pair.Value);
        Connections = columns[3] == "-" ? [] : [.. columns[3].Split(", ").Select(IPEndPoint.Parse)];
        IsFetched = columns[4] switch
        {
            "fetched" => true,
            "refused" => false,
            _ => throw new FormatException(line),
        };
    }

    public static IReadOnlyList<string> Lines { get; } =
        [.. File.ReadAllLines(Path.Combine(Here(), "corpus.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    public string Url { get; }

    public Dictionary<string, IPAddress[][]> Answers { get; }

    public Dictionary<string, string> Redirects { get; }

    public IPEndPoint[] Connections { get; }

    public bool IsFetched { get; }

    public static FetchCase Of(int number) => new(Lines[number]);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string column, string separator) =>
        from pair in column.Split(" ; ")
        where pair != "-"
        let parts = pair.Split(separator, 2)
        select KeyValuePair.Create(parts[0], parts[1]);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
