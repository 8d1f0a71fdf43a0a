using System.CommandLine;

namespace Headgate.Server.Commands.Providers;

/// <summary><c>headgate providers</c>: the vendors that a config names.</summary>
internal static class ProvidersCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal) => new("providers", "The vendors of a config.") { TestProvidersCommand.Create(terminal) };
}
