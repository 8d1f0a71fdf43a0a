using System.Collections.Immutable;

namespace Headgate.Gateway.Stores;

/// <summary>A provider or an alias that was made by API or command, as the store has it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name; no other of its kind has it.</param>
/// <param name="Version">Grows with each change of any object, and is never given twice.</param>
/// <param name="Body">The section as it would stand in a config file, as JSON, with <c>***</c> in place of each secret.</param>
/// <param name="Credentials">Its secrets, sealed; the seal holds the body too.</param>
public sealed record ConfigObject(ConfigObjectKind Kind, string Name, long Version, string Body, ImmutableArray<SealedCredential> Credentials)
{
    /// <summary><c>provider acme</c>, for messages.</summary>
    public override string ToString() => $"{(Kind == ConfigObjectKind.Provider ? "provider" : "model")} {Name}";
}
