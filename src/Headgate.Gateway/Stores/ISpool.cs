namespace Headgate.Gateway.Stores;

/// <summary>Room on disk for a body that has to be read before it can be sent on.</summary>
public interface ISpool
{
    /// <summary>An empty file to write, seek in and read again; it is gone when it is closed, or when the process ends. Thread-safe.</summary>
    Stream Open();
}
