using System.Net.Sockets;

namespace Headgate.Server.Listening;

/// <summary>The file of a unix socket that the gateway listens on.</summary>
internal static class UnixSocketFile
{
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Removes what a killed process left behind: a socket on which nobody listens. Anything else stays, and binding will fail.</summary>
    public static void RemoveStale(string path)
    {
        if (IsSocket(path) && !IsAnswered(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Lets the owner and the group connect, and nobody else.</summary>
    public static void Protect(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerAndGroup);
        }
    }

    /// <summary>A socket is the one kind of file that exists, may be read, and yet cannot be opened.</summary>
    private static bool IsSocket(string path)
    {
        try
        {
            using FileStream opened = File.OpenRead(path);
            return false;
        }
        catch (IOException exception) when (exception is not FileNotFoundException and not DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsAnswered(string path)
    {
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode != SocketError.ConnectionRefused;
        }
    }
}
