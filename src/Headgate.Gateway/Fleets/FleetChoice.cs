using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Fleets;

/// <summary>
/// Ranks replicas for a prompt: by the predicted time to the first token; where one of them does not say how it stands, by the calls under way.
/// Pure in what it is given.
/// </summary>
/// <remarks>
/// Gateways that share nothing do not know what the others have sent. So where a prompt goes beyond what this gateway knows, it has a favourite among
/// the replicas, the same for every gateway: by the block where its conversation was new when it was sent first, since how far each of them knows it by
/// now is not the same. It is favoured as others send to the fleet, and as prompts were found there that this gateway had not sent.
/// </remarks>
internal static class FleetChoice
{
    /// <summary>Times so close, as a share, are equal and one is drawn: gateways that know the same shall not all choose the same.</summary>
    private const double Tolerance = 0.05;

    private const int UsualReplicas = 32;

    /// <summary>Scores replicas; the least is the best.</summary>
    /// <param name="replicas">The replicas that can be called; none is fine.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="draw">The request's chance.</param>
    /// <param name="scores">A score for each.</param>
    /// <returns>What is true of all of them.</returns>
    public static FleetView Score(ReadOnlySpan<Replica> replicas, Prompt prompt, Draw draw, Span<double> scores)
    {
        Span<Outlook> outlooks = replicas.Length <= UsualReplicas ? stackalloc Outlook[replicas.Length] : new Outlook[replicas.Length];
        FleetView fleet = FleetView.Of(replicas);
        bool areKnown = true;
        int cachedBlocks = 0;
        for (int i = 0; i < replicas.Length; i++)
        {
            outlooks[i] = replicas[i].Look(prompt, fleet);
            areKnown &= outlooks[i].IsKnown;
            if (i == 0 || outlooks[i].CachedBlocks > cachedBlocks)
            {
                cachedBlocks = outlooks[i].CachedBlocks;
                fleet = fleet with { Origin = outlooks[i].Origin };
            }
        }

        if (cachedBlocks < prompt.Blocks.Length && !replicas.IsEmpty)
        {
            fleet = fleet with { Favourite = Favourite(replicas, fleet.Origin) };
        }

        for (int i = 0; i < replicas.Length; i++)
        {
            draw = draw.Next();
            scores[i] = areKnown
                ? Predictor.FirstToken(outlooks[i], fleet.FavourAt(replicas[i])) * (1 + (Tolerance * draw.Unit))
                : outlooks[i].InFlight + draw.Unit;
        }

        return fleet;
    }

    /// <summary>By rendezvous: a replica that comes or goes changes the favourite of its own blocks alone.</summary>
    private static Replica Favourite(ReadOnlySpan<Replica> replicas, ulong block)
    {
        Replica favourite = replicas[0];
        foreach (Replica replica in replicas)
        {
            favourite = Draw.Mix(block ^ replica.Identity) > Draw.Mix(block ^ favourite.Identity) ? replica : favourite;
        }

        return favourite;
    }
}
