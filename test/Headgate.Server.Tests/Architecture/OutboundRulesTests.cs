using System.Text.RegularExpressions;

namespace Headgate.Server.Tests.Architecture;

/// <summary>Every place that can open a connection, so that none goes around the check of addresses.</summary>
public sealed partial class OutboundRulesTests
{
    private const string Connections = "src/Headgate.Gateway/Pipeline/Upstream/Connections";

    /// <summary>File → why it may. Whoever adds a line answers for where its connections go.</summary>
    private static readonly Dictionary<string, string> Doors = new()
    {
        [$"{Connections}/Dialer.cs"] = "the one socket to vendors and strangers: connects to checked addresses",
        [$"{Connections}/UpstreamHandler.cs"] = "the one handler, whose connections are the dialer's",
        ["src/Headgate.Server/Commands/Admin/AdminConnection.cs"] = "a command's call of the gateway that its user names",
        ["src/Headgate.Server/Listening/UnixSocketFile.cs"] = "asks whether somebody listens on a socket file of the operator's",
    };

    [Fact]
    public void Connections_are_opened_at_these_doors_and_nowhere_else()
    {
        IEnumerable<string> opening =
            from file in SourceTree.Files("src")
            where file.Lines.Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Opens().IsMatch(line))
            select file.Path;

        Assert.Equal(Doors.Keys.Order(StringComparer.Ordinal), opening);
    }

    [Fact]
    public void Config_cannot_lead_a_connection_around_its_check() =>
        Assert.Empty(
            from file in SourceTree.Files("src")
            where !file.Path.StartsWith(Connections, StringComparison.Ordinal)
            where file.Lines.Any(line => line.Contains("Detour", StringComparison.Ordinal))
            select file.Path);

    // A socket that listens is bound, never connected.
    [GeneratedRegex(
        @"\bnew\s+(SocketsHttpHandler|HttpClientHandler|HttpClient|TcpClient|UdpClient|ClientWebSocket)\b"
        + @"|\b(SocketsHttpHandler|HttpClient|TcpClient)\s+\w+\s*=\s*new\b|\.ConnectAsync\s*\(\s*\w|\.Connect\(|WebRequest\.Create")]
    private static partial Regex Opens();
}
