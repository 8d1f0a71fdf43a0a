using System.Runtime.CompilerServices;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Room for the candidates of an alias of usual length, on the stack.</summary>
[InlineArray(Length)]
internal struct CandidateRoom
{
    /// <summary>The usual length.</summary>
    public const int Length = 16;

    private Candidate _first;
}
