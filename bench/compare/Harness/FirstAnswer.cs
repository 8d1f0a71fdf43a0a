using System.Diagnostics;
using System.Net.Sockets;
using Headgate.Compare.Harness.Contenders;
using Headgate.Compare.Harness.Loads;
using Headgate.Compare.Harness.Processes;
using Headgate.Compare.Load;

namespace Headgate.Compare.Harness;

/// <summary>Asks a server that is starting until it answers a chat completion with 200.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task WaitAsync(ChildProcess server, Launch launch, string bodyFile)
    {
        byte[] request = RequestBytes.Post(launch.Url, Credentials.Good(launch.Headers), await File.ReadAllBytesAsync(bodyFile));
        long start = Stopwatch.GetTimestamp();
        string lastAnswer = "no answer";
        while (Stopwatch.GetElapsedTime(start) < Patience && !server.HasExited)
        {
            lastAnswer = await AskAsync(launch.Url, request);
            if (lastAnswer == "200")
                return;
            await Task.Delay(1);
        }

        throw new InvalidOperationException($"{string.Join(' ', launch.Command)} did not start: {lastAnswer}.\n{server.LogTail()}");
    }

    private static async Task<string> AskAsync(Uri url, byte[] request)
    {
        try
        {
            using HttpConnection connection = new(url);
            await connection.SendAsync(request);
            int status = await connection.ReadStatusAsync();
            await connection.SkipBodyAsync();
            return $"{status}";
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return notYet.Message;
        }
    }
}
