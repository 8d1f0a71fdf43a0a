namespace Headgate.Gateway.Stores;

/// <summary>Something that a receiver is to be told.</summary>
public sealed record OutboxEvent
{
    /// <summary>What it is about: of two events with the same, the first is kept.</summary>
    public required string Key { get; init; }

    /// <summary>The receiver knows it by this, however often it comes.</summary>
    public required string Id { get; init; }

    /// <summary>The body, JSON.</summary>
    public required string Body { get; init; }

    /// <summary>When it is to be sent, or to be sent again.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Until when its key is remembered after it has ended; <see cref="DateTimeOffset.MaxValue"/> for good.</summary>
    public required DateTimeOffset KnownUntil { get; init; }

    /// <summary>How often it was sent in vain. Default 0.</summary>
    public int Tries { get; init; }
}
