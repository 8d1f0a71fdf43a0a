using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route.Strategies;

/// <summary>
/// In turn, by weight, among those that can be called now: when one cannot, its share falls to the others by their weights, not to the next in
/// the list. The others follow in the order of the config.
/// </summary>
internal sealed class WeightedStrategy : IRoutingStrategy
{
    /// <inheritdoc />
    public string Name => "weighted";

    /// <inheritdoc />
    public void Order(Span<Candidate> candidates, in Prospect prospect, ModelAlias alias, Draw draw)
    {
        Span<Candidate> free = prospect.KeepFree(candidates);
        if (Turns(alias, free, candidates.Length) is not { } turns)
        {
            return;
        }

        // What lies below moves by its own turns, or two rounds in step would always meet at the same place.
        (int chosen, long turn) = turns.TurnAt(draw.Sequence);
        foreach (ref Candidate candidate in candidates)
        {
            candidate.Draw = candidate.Draw with { Sequence = candidate.Index == chosen ? turn : draw.Sequence / turns.Length };
        }

        for (int i = 0; i < free.Length; i++)
        {
            if (free[i].Index == chosen)
            {
                free.PutFirst(i);
                return;
            }
        }
    }

    private static WeightedTurns? Turns(ModelAlias alias, Span<Candidate> free, int all)
    {
        if (free.Length == all)
        {
            return alias.Rounds.All;
        }

        Span<char> marks = stackalloc char[all];
        marks.Fill(WeightedRounds.Without);
        foreach (ref readonly Candidate candidate in free)
        {
            marks[candidate.Index] = WeightedRounds.With;
        }

        return alias.Rounds.Among(marks);
    }
}
