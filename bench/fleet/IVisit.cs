using Headgate.Llm.Chat;

namespace Headgate.FleetWorld;

/// <summary>What a gateway hears of a request that it sent to an engine.</summary>
internal interface IVisit
{
    /// <summary>The first token came.</summary>
    void FirstToken();

    /// <summary>The answer is whole.</summary>
    /// <param name="after">The time since the first token.</param>
    /// <param name="usage">Its tokens, and what the cache had.</param>
    void Ended(TimeSpan after, Usage usage);
}
