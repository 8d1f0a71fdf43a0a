namespace Headgate.Server.Commands;

/// <summary>How the process ends.</summary>
internal static class ExitCode
{
    /// <summary>It did what it was asked, or was stopped.</summary>
    public const int Done = 0;

    /// <summary>The config or the arguments are bad, or the operation was refused.</summary>
    public const int Refused = 1;

    /// <summary>An address could not be bound, or the storage not opened.</summary>
    public const int Unavailable = 2;
}
