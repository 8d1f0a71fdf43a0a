using Headgate.Gateway.Stores;
using Headgate.Storage.Objects;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Objects;

public sealed class SqliteOwnedObjectsTests : OwnedObjectsContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headgate-objects-").FullName;
    private readonly List<IOwnedObjects> _open = [];

    public void Dispose()
    {
        _open.ForEach(Close);
        Directory.Delete(_folder, recursive: true);
    }

    protected override IOwnedObjects Open()
    {
        _open.Add(Assert.IsType<Opening<SqliteOwnedObjects>.Opened>(SqliteOwnedObjects.Open(_folder, Time)).Value);
        return _open[^1];
    }

    protected override void Close(IOwnedObjects objects) => ((SqliteOwnedObjects)objects).Dispose();
}
