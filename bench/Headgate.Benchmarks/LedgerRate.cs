using System.Diagnostics;
using System.Globalization;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Stores;
using Headgate.Storage;

namespace Headgate.Benchmarks;

/// <summary>
/// What does the ledger cost a request with a budget, over the file as it is? The calls that a request's thread makes (hold and write down, settle); the
/// wait until it is durable, next to what the disk itself takes to sync; and whether anything is lost where sixteen threads do so at once.
/// </summary>
internal static class LedgerRate
{
    private const int Threads = 16;
    private const int PerThread = 2_000;
    private const int Alone = 2_000;

    /// <summary>Measures and prints it.</summary>
    public static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("headgate-ledger").FullName;
        try
        {
            if (SqliteStorage.Open(new SqliteOptions { Folder = folder }) is not Opening<SqliteStorage>.Opened { Value: var storage })
                throw new IOException($"cannot open a ledger in {folder}");
            await using (storage)
            {
                Console.WriteLine($"the disk syncs in {Microseconds(Median(Syncs(folder)))} (median of 200 writes of 4 KiB)");
                var book = new BudgetBook();
                await OneAsync(book, storage.Ledger, Alone); // warms
                Print("one request at a time", await OneAsync(book, storage.Ledger, Alone));
                Stopwatch all = Stopwatch.StartNew();
                await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() => OneAsync(book, storage.Ledger, PerThread))));
                await storage.Ledger.FlushAsync(CancellationToken.None);
                await ReportAsync(storage.Ledger, all.Elapsed);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double[] Calls, double[] Waits)> OneAsync(BudgetBook book, ILedger ledger, int requests)
    {
        var calls = new double[requests];
        var waits = new double[requests];
        for (int i = 0; i < requests; i++)
        {
            string id = $"req_{Guid.CreateVersion7():N}";
            long start = Stopwatch.GetTimestamp();
            Spending spending = Expenses.Admit(book, ledger, id, DateTimeOffset.UtcNow);
            long held = Stopwatch.GetTimestamp();
            if (await spending.GoOnAsync(0) is { } refused)
                throw new InvalidOperationException(refused.Message);
            long durable = Stopwatch.GetTimestamp();
            Expenses.Settle(spending);
            calls[i] = Stopwatch.GetElapsedTime(start, held).TotalMicroseconds + Stopwatch.GetElapsedTime(durable).TotalMicroseconds;
            waits[i] = Stopwatch.GetElapsedTime(held, durable).TotalMicroseconds;
        }

        return (calls, waits);
    }

    private static async Task ReportAsync(ILedger ledger, TimeSpan took)
    {
        const int Requests = (2 * Alone) + (Threads * PerThread);
        BudgetSpan span = BudgetSpan.At(DateTimeOffset.UtcNow, BudgetPeriod.Month, TimeZoneInfo.Utc);
        LedgerSum sum = await ledger.SpentAsync(Expenses.Everybody, span, CancellationToken.None);
        long written = sum.Spent.Nanodollars / Expenses.Cost.Nanodollars;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Threads} threads: {Threads * PerThread / took.TotalSeconds:F0} requests/s; of {Requests} in all, {Requests - written} are lost"));
    }

    private static void Print(string what, (double[] Calls, double[] Waits) measured) => Console.WriteLine(
        $"{what}: {Microseconds(Median(measured.Calls))} in calls, {Microseconds(Median(measured.Waits))} until it is durable (medians)");

    private static double[] Syncs(string folder)
    {
        using FileStream file = new(Path.Combine(folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
        byte[] page = new byte[4096];
        return [.. Enumerable.Range(0, 200).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        })];
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Microseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F1} µs");
}
