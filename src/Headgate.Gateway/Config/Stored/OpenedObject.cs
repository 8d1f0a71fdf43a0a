using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Vaults;

namespace Headgate.Gateway.Config.Stored;

/// <summary>An object of the store, its secrets open.</summary>
/// <param name="Row">As the store has it.</param>
/// <param name="Node">As the config reads it; null when it cannot be opened.</param>
/// <param name="Errors">Why it cannot be opened; empty when it can.</param>
internal sealed record OpenedObject(ConfigObject Row, ConfigNode? Node, ImmutableArray<ConfigError> Errors)
{
    /// <summary>Where errors say that it stands.</summary>
    public ConfigPlace At => PlaceOf(Row.Kind, Row.Name);

    /// <summary>The row alone: no secret is printed.</summary>
    public override string ToString() => Row.ToString();

    public static ConfigPlace PlaceOf(ConfigObjectKind kind, string name) => ConfigPlace.Stored(ObjectBody.SectionOf(kind), name);

    /// <summary>Opens an object with all its secrets, or says of each why not.</summary>
    public static OpenedObject Open(ConfigObject row, Vault vault)
    {
        var secrets = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var report = new ConfigReport();
        ConfigPlace at = PlaceOf(row.Kind, row.Name);
        foreach (SealedCredential credential in row.Credentials)
        {
            VaultOpening opening = vault.Open(credential.Envelope, SealPlace.Of(row, credential.Id));
            if (opening is VaultOpening.Opened opened)
            {
                secrets[credential.Id] = opened.Secret;
            }
            else
            {
                report.Error(at.Member(credential.Id), Reason(opening, vault), $"or remove it: `headgate {ObjectBody.SectionOf(row.Kind)} remove {row.Name}`");
            }
        }

        using JsonDocument? body = ObjectBody.Parse(row.Body);
        if (body is null)
        {
            report.Error(at, "it is no JSON");
        }

        ConfigNode? node = report.HasErrors ? null : ObjectBody.Read(row.Kind, body!.RootElement, secrets.ToImmutable(), at, report);
        return new OpenedObject(row, report.HasErrors ? null : node, report.Errors);
    }

    private static string Reason(VaultOpening opening, Vault vault) => opening switch
    {
        VaultOpening.OtherKey other when vault.KeyId is { } id =>
            $"it is sealed with the key {other.KeyId}, and {Vault.Variable} is {id}: give the old key in {Vault.PreviousVariable}",
        VaultOpening.OtherKey other => $"it is sealed with the key {other.KeyId}, and {Vault.Variable} is not set: set it",
        _ => "it cannot be opened: what the store has was changed after it was sealed; restore a backup",
    };
}
