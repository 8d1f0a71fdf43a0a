using System.Collections.Immutable;

namespace Headgate.Gateway.Stores;

/// <summary>A secret of a config object, as the store has it.</summary>
/// <param name="Id">Where it stands in the object: <c>api_key</c>, <c>api_keys[1]</c>, <c>headers.x-team</c>.</param>
/// <param name="Envelope">What <see cref="Vaults.Vault"/> made of it.</param>
public sealed record SealedCredential(string Id, ImmutableArray<byte> Envelope);
