using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Vaults;

namespace Headgate.Gateway.Config.Stored;

/// <summary>
/// <c>***</c> in a new body keeps the secret that is there. It is not kept where the change would send it elsewhere: who may change a provider need not
/// know its secrets, and shall not come to know them by changing an address.
/// </summary>
internal static class KeptSecrets
{
    /// <summary>The members that say where secrets go.</summary>
    private static readonly ImmutableArray<string> Destinations = ["type", "base_url", "replicas", "proxy", "token_url", "entra.authority"];

    /// <summary>All secrets of a new body by their ids, those that are kept too; the report says which cannot be.</summary>
    public static ImmutableDictionary<string, string> Resolve(HiddenBody next, ConfigObject? before, Vault vault, ConfigPlace at, ConfigReport report)
    {
        var secrets = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        bool isElsewhere = before is not null && (IsElsewhere(before.Body, next.Text) || next.Secrets.Any(secret => secret is { Id: "proxy", Text: not null }));
        foreach (ObjectSecret secret in next.Secrets)
        {
            if (secret.Text is not null)
            {
                secrets[secret.Id] = secret.Text;
            }
            else if (before?.Credentials.FirstOrDefault(credential => credential.Id == secret.Id) is not { } kept)
            {
                report.Error(at.Member(secret.Id), "`***` keeps the secret that is here, and there is none", "give the secret");
            }
            else if (isElsewhere)
            {
                report.Error(
                    at.Member(secret.Id), "`***` keeps a secret only where it goes on going to the same address", "give the secret, or leave the address");
            }
            else if (vault.Open(kept.Envelope, SealPlace.Of(before, secret.Id)) is VaultOpening.Opened opened)
            {
                secrets[secret.Id] = opened.Secret;
            }
            else
            {
                report.Error(at.Member(secret.Id), "the secret that is here cannot be opened", "give it anew");
            }
        }

        return secrets.ToImmutable();
    }

    private static bool IsElsewhere(string before, string next)
    {
        using JsonDocument? one = ObjectBody.Parse(before);
        using JsonDocument two = JsonDocument.Parse(next);
        return one is null || Destinations.Any(path => Value(one.RootElement, path) != Value(two.RootElement, path));
    }

    private static string? Value(JsonElement body, string path)
    {
        JsonElement value = body;
        foreach (string name in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.GetRawText();
    }
}
