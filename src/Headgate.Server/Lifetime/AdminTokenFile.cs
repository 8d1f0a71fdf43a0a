using System.Buffers.Text;
using System.Security.Cryptography;
using Headgate.Server.Commands;

namespace Headgate.Server.Lifetime;

/// <summary><c>DATA/admin.token</c>: the admin token of the first start, readable by the gateway's own user alone.</summary>
internal static class AdminTokenFile
{
    private const int RandomBytes = 32;

    /// <summary>A new token: <c>hga-</c> and 43 base64url characters that hold 256 random bits.</summary>
    public static string Create() => "hga-" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Keeps a token in the folder, mode 0600 from the first byte on.</summary>
    public static void Write(string folder, string token)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter file = new(PathIn(folder), options);
        file.WriteLine(token);
    }

    /// <summary>The token kept in the folder; null when there is none.</summary>
    public static string? Read(string folder)
    {
        try
        {
            return File.ReadAllText(PathIn(folder)).Trim() is { Length: > 0 } token ? token : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The token a command uses: the environment's, else the folder's; null when there is neither.</summary>
    public static string? Find(string folder, Terminal terminal) => terminal.Variable("HEADGATE_ADMIN_TOKEN") ?? Read(folder);

    private static string PathIn(string folder) => Path.Combine(folder, "admin.token");
}
