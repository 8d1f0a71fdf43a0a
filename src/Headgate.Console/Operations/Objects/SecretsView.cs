namespace Headgate.Console.Operations.Objects;

/// <summary>How the stored credentials are sealed.</summary>
/// <param name="KeyId">Tells the key in force from others, and gives nothing of it away.</param>
/// <param name="Resealed">Credentials that were sealed with the key before, and are now with this one.</param>
/// <param name="Kept">Credentials that were already.</param>
public sealed record SecretsView(string KeyId, int Resealed, int Kept);
