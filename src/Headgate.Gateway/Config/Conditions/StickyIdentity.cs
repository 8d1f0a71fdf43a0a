using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>Who a request comes from, as a number: as much as sticking to a target needs, and no state.</summary>
internal static class StickyIdentity
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The number; null when the request does not say it.</summary>
    public static ulong? Of(StickyBy by, in RequestFacts facts) => by switch
    {
        StickyBy.Session => Hash(facts.Session),
        StickyBy.Key => facts.Key?.Seed,
        StickyBy.User => Hash((facts.Body is { } body ? RequestUser.Of(body) : null) ?? facts.Metadata.GetValueOrDefault("user")),
        _ => null,
    };

    /// <summary>FNV-1a. It need not resist anybody: who finds two names of one number has only made two callers share a target.</summary>
    public static ulong? Hash(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        ulong hash = Offset;
        foreach (char letter in name)
        {
            hash = (hash ^ letter) * Prime;
        }

        return hash;
    }
}
