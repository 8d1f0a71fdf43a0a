using Headgate.Gateway.Stores;
using Headgate.Storage.Files;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Files;

public sealed class SpoolFolderTests : SpoolContract, IAsyncDisposable
{
    private readonly StoreFolder<ISpool> _folder;

    public SpoolFolderTests() => _folder = new(path => new SpoolFolder(path));

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_file_has_no_name_and_what_a_crash_left_in_the_folder_is_cleared()
    {
        string folder = Path.Combine(_folder.Path, "spool");
        ISpool spool = await OpenAsync();
        await using (Stream file = spool.Open())
        {
            await file.WriteAsync("secret"u8.ToArray(), Cancellation);
            Assert.Empty(Directory.GetFiles(folder));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "left"), "secret", Cancellation);
        await RestartAsync(spool);
        Assert.Empty(Directory.GetFiles(folder));
    }

    protected override ValueTask<ISpool> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(ISpool store) => _folder.CloseAsync(store);

    protected override ValueTask<ISpool> CrashAsync(ISpool store) => new(_folder.Kill());
}
