using System.Diagnostics;
using System.Globalization;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;
using Headgate.Storage;

namespace Headgate.Benchmarks;

/// <summary>
/// What does the request log cost per record at a steady rate? BenchmarkDotNet measures how long a call takes; here it is the CPU time of the
/// whole process without the thread that makes the records: the writer, its timer, the collector and the pages that SQLite writes. Linux only.
/// </summary>
internal static class RecordRate
{
    private const int PerSecond = 20_000;
    private const int WarmSeconds = 10;
    private const int Slice = PerSecond / 1_000;

    /// <summary>Writes for some seconds, three times, and prints microseconds of CPU and allocated bytes per record.</summary>
    /// <param name="seconds">How long each of the three takes; the file of the day grows meanwhile, as it does in life.</param>
    public static async Task RunAsync(int seconds)
    {
        string folder = Directory.CreateTempSubdirectory("headgate-rate").FullName;
        try
        {
            SqliteOptions options = new() { Folder = folder };
            if (SqliteStorage.Open(options) is not Opening<SqliteStorage>.Opened { Value: var storage })
                throw new IOException($"cannot open a log in {folder}");
            await using (storage)
            {
                Measure(storage.Records, WarmSeconds);
                for (int round = 0; round < 3; round++)
                    Console.WriteLine(Measure(storage.Records, seconds));
                await storage.Records.FlushAsync(CancellationToken.None);
                Console.WriteLine($"dropped {storage.Records.Dropped}, bytes per record on disk {BytesPerRecord(folder, seconds)}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Measure(IRecordSink sink, int seconds)
    {
        string line = "";
        Thread producer = new(() => line = Produce(sink, seconds)) { Name = "producer" };
        producer.Start();
        producer.Join();
        return line;
    }

    private static string Produce(IRecordSink sink, int seconds)
    {
        TimeSpan own = OfThread(), all = Environment.CpuUsage.TotalTime;
        long ownBytes = GC.GetAllocatedBytesForCurrentThread(), allBytes = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        int rows = 0;
        for (int slice = 0; slice < seconds * 1_000; slice++)
        {
            for (int i = 0; i < Slice; i++, rows++)
                sink.TryWrite(Record(rows));
            TimeSpan early = TimeSpan.FromMilliseconds(slice + 1) - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
        }

        sink.FlushAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        double took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double microseconds = (Environment.CpuUsage.TotalTime - all - (OfThread() - own)).TotalMicroseconds / rows;
        long bytes = (GC.GetTotalAllocatedBytes() - allBytes - (GC.GetAllocatedBytesForCurrentThread() - ownBytes)) / rows;
        return string.Create(CultureInfo.InvariantCulture, $"{microseconds:F2} µs of CPU and {bytes} B per record at {rows / took:F0} records/s");
    }

    private static RequestRecord Record(int number)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        TimeSpan total = TimeSpan.FromMicroseconds(900 + (number % 700));
        return new RequestRecord
        {
            Id = RequestId.New(now),
            Time = now,
            Protocol = WireProtocol.OpenAIChat,
            KeyId = "key_019ac3b1f0aa7c2e8d3e5a1c9b7f4d20",
            Key = "bench",
            Team = "platform",
            Model = "chat",
            Target = "mock/gpt-5-mini",
            Provider = "mock",
            Status = 200,
            Attempts =
            [
                new AttemptRecord
                {
                    Target = "mock/gpt-5-mini", Credential = "mock#3fd2a9c1", Status = 200, FirstToken = total / 2, Total = total,
                    VendorRequestId = "req_5f1c0b7e2d",
                },
            ],
            Usage = new Usage { InputText = 12 + (number % 1_000), CacheRead = 0, OutputText = 34 + (number % 100), OutputReasoning = 0 },
            Queue = TimeSpan.FromMicroseconds(41),
            FirstToken = total / 2,
            Total = total,
            VendorRequestId = "req_5f1c0b7e2d",
            ResponseId = "chatcmpl-C9Qx1mZp0Lk7Yt3Vb6Nd8Rf2Hs",
            ClientAddress = "127.0.0.1",
        };
    }

    // The first number is in nanoseconds: /proc/PID/stat counts in hundredths of a second.
    private static TimeSpan OfThread() =>
        TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e3);

    private static long BytesPerRecord(string folder, int seconds) =>
        Directory.GetFiles(Path.Combine(folder, "requests"), "*.db").Sum(file => new FileInfo(file).Length) / (PerSecond * (WarmSeconds + (3L * seconds)));
}
