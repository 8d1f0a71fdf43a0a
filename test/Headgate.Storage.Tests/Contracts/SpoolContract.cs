using System.Text;
using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every spool keeps to. Nothing in it outlives its file, let alone the process.</summary>
public abstract class SpoolContract : StoreContract<ISpool>
{
    [Fact]
    public async Task A_file_is_empty_at_first_and_gives_back_what_was_written_wherever_it_is_read()
    {
        ISpool spool = await OpenAsync();
        byte[] body = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        await using Stream file = spool.Open();
        Assert.Equal((0, 0), (file.Length, file.Position));
        await file.WriteAsync(body, Cancellation);

        file.Position = 0;
        Assert.Equal(body, await ReadAsync(file));
        file.Seek(-5, SeekOrigin.End);
        Assert.Equal(body[^5..], await ReadAsync(file));
        file.Position = 0;
        await file.WriteAsync(new byte[] { 1, 2 }, Cancellation);
        file.Position = 0;
        Assert.Equal([1, 2, .. body[2..]], await ReadAsync(file));
    }

    [Fact]
    public async Task Files_that_are_open_at_once_know_nothing_of_each_other()
    {
        ISpool spool = await OpenAsync();
        string[] read = await AllAsync(Enumerable.Range(0, 32).Select<int, Func<Task<string>>>(i => async () =>
        {
            await using Stream file = spool.Open();
            for (int part = 0; part < 50; part++)
                await file.WriteAsync(Encoding.UTF8.GetBytes($"{i} "), Cancellation);
            file.Position = 0;
            return Encoding.UTF8.GetString(await ReadAsync(file));
        }));

        Assert.Equal(Enumerable.Range(0, 32).Select(i => string.Concat(Enumerable.Repeat($"{i} ", 50))), read);
    }

    [Fact]
    public async Task Nothing_is_left_of_what_was_open_at_a_crash_and_the_next_file_is_empty()
    {
        ISpool spool = await OpenAsync();
        await using Stream file = spool.Open();
        await file.WriteAsync("secret"u8.ToArray(), Cancellation);
        await file.FlushAsync(Cancellation);

        spool = await CrashAsync(spool);
        await using Stream next = spool.Open();
        Assert.Equal(0, next.Length);
    }

    private static async Task<byte[]> ReadAsync(Stream file)
    {
        using MemoryStream all = new();
        await file.CopyToAsync(all, Cancellation);
        return all.ToArray();
    }
}
