using System.CommandLine;

namespace Headgate.Server.Commands.Prices;

/// <summary><c>headgate prices</c>: what models cost.</summary>
internal static class PricesCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal) =>
        new("prices", "What models cost.") { ShowPricesCommand.Create(terminal), ImportPricesCommand.Create(terminal) };
}
