using System.Diagnostics.CodeAnalysis;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Work on the candidates of one alias, where they lie.</summary>
internal static class Candidates
{
    /// <summary>Where the candidates of an alias go.</summary>
    public static Span<Candidate> Of(ModelAlias alias, [UnscopedRef] ref CandidateRoom room) =>
        alias.Targets.Length <= CandidateRoom.Length ? ((Span<Candidate>)room)[..alias.Targets.Length] : new Candidate[alias.Targets.Length];

    /// <summary>Puts one first; the others keep their order.</summary>
    public static void PutFirst(this Span<Candidate> candidates, int index)
    {
        if (index == 0)
        {
            return; // where all are well this is so for nearly each, and a candidate is not small
        }

        Candidate first = candidates[index];
        candidates[..index].CopyTo(candidates[1..]);
        candidates[0] = first;
    }

    /// <summary>Puts the least score first; equals keep their order.</summary>
    public static void SortByScore(this Span<Candidate> candidates)
    {
        for (int i = 1; i < candidates.Length; i++)
        {
            int at = i;
            while (at > 0 && candidates[at - 1].Score > candidates[i].Score)
            {
                at--;
            }

            candidates[at..(i + 1)].PutFirst(i - at);
        }
    }
}
