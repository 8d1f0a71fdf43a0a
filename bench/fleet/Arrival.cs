using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.FleetWorld;

/// <summary>A request that comes to a gateway.</summary>
/// <param name="At">The second of its arrival.</param>
/// <param name="Prompt">What it sends.</param>
/// <param name="OutputTokens">The tokens of its answer, at least 1.</param>
internal sealed record Arrival(double At, Prompt Prompt, int OutputTokens)
{
    /// <summary>The tokens of an answer.</summary>
    public static int Output(Chance chance) => (int)Math.Clamp(WorldSpec.OutputTokens * chance.LogNormal(WorldSpec.Deviation), 1, WorldSpec.MostOutputTokens);

    /// <summary>The blocks of a text, without end.</summary>
    public static IEnumerable<ulong> Blocks(int text)
    {
        for (uint number = 0; ; number++)
        {
            yield return Draw.Mix(((ulong)(uint)text << 32) | number);
        }
    }
}
