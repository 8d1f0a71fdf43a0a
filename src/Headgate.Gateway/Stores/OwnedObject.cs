namespace Headgate.Gateway.Stores;

/// <summary>An object at a vendor, and whose it is.</summary>
public sealed record OwnedObject
{
    /// <summary>The vendor's id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required OwnedKind Kind { get; init; }

    /// <summary>Who may use it: <c>team:NAME</c> when the key that made it had a team, else <c>key:ID</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Id of the key that made it.</summary>
    public required string KeyId { get; init; }

    /// <summary>The provider it lies at.</summary>
    public required string Provider { get; init; }

    /// <summary>Id of the credential it was made with: another account's would not find it.</summary>
    public required string Credential { get; init; }

    /// <summary>The provider's base URL when it was made: its id is told to no other host.</summary>
    public required string Endpoint { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The object as the vendor described it last, JSON; what lists are made of. Null where no list shows it.</summary>
    public string? Body { get; init; }
}
