using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Stores;

/// <summary>A spool in memory.</summary>
internal sealed class MemorySpool : ISpool
{
    public Stream Open() => new MemoryStream();
}
