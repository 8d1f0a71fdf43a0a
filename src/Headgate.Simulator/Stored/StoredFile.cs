namespace Headgate.Simulator.Stored;

/// <summary>A file.</summary>
internal sealed record StoredFile(string Id, string Name, string Purpose, byte[] Bytes, DateTimeOffset Created);
