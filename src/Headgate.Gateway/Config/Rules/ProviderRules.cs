using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Rules;

/// <summary>The configured vendors.</summary>
internal static class ProviderRules
{
    /// <summary>The vendor that this process can play itself.</summary>
    public const string Simulator = "simulator";

    public static void Check(Draft draft)
    {
        foreach (Named<Section> provider in draft.Providers)
        {
            CheckName(draft, provider);
            CheckAddress(draft, provider);
            CheckCredentials(draft, provider);
            CheckHeaders(draft, provider.Value);
            CheckQueue(draft, provider.Value);
            ReplicaRules.Check(draft, provider.Value);
            BedrockRules.Check(draft, provider);
            CheckAuthorities(draft, provider.Value);
            VendorKeyRules.Check(draft, provider.Value);
            AzureRules.Check(draft, provider);
            VertexRules.Check(draft, provider);
            draft.CheckPatterns(provider.Value, ProviderKeys.Models);
        }
    }

    /// <summary>The simulator starts with the process, if it is needed then.</summary>
    public static void RefuseSimulator(Draft draft)
    {
        foreach (Named<Section> simulator in draft.Providers.Where(IsOwnSimulator))
        {
            draft.Report.Error(
                simulator.At, "the simulator does not run in this process, because the config at its start did not have it", "restart");
        }
    }

    /// <summary>True for the simulator of this process, which has no address of its own.</summary>
    public static bool IsOwnSimulator(Named<Section> provider) =>
        provider.Value.Find(ProviderKeys.Type)?.Value.Type == Simulator && !HasAddress(provider.Value);

    private static bool HasAddress(Section provider) => provider.Has(ProviderKeys.BaseUrl) || provider.Has(ProviderKeys.Replicas);

    private static void CheckName(Draft draft, Named<Section> provider)
    {
        if (provider.Name.Any(c => c is '/' or '*' or '#' || char.IsWhiteSpace(c)))
        {
            draft.Report.Error(provider.At, "a provider's name has no `/`, `*`, `#` or space");
        }
    }

    private static void CheckAddress(Draft draft, Named<Section> provider)
    {
        if (provider.Value.Find(ProviderKeys.Type)?.Value is { BaseUrl: null, Type: not (Simulator or VertexProvider.Type or BedrockRules.Type) } row
            && !HasAddress(provider.Value))
        {
            string? help = row.UrlPattern is { } pattern ? $"write `base_url: {pattern}` with what is yours in the braces" : null;
            draft.Report.Error(provider.At, $"`base_url` is missing: `{row.Type}` has no public address", help);
        }
    }

    private static void CheckCredentials(Draft draft, Named<Section> provider)
    {
        Section section = provider.Value;
        if (section.Has(ProviderKeys.ApiKey) && section.Has(ProviderKeys.ApiKeys))
        {
            draft.Report.Error(
                section.Place(ProviderKeys.ApiKeys), "there is `api_key` as well as `api_keys`", "write all of them in `api_keys`");
        }

        bool isWritten = section.Has(ProviderKeys.ApiKey) || section.Has(ProviderKeys.ApiKeys) || section.Has(ProviderKeys.SecretAccessKey);
        if (section.Has(ProviderKeys.Byok))
        {
            CheckByok(draft, section, section.Place(ProviderKeys.Byok), isWritten);
        }
        else if (!isWritten && !HasAddress(section) && section.Find(ProviderKeys.Type)?.Value is { KeyVariable: { } variable } row)
        {
            draft.Report.Error(provider.At, $"`api_key` is missing: `{row.Type}` asks for one", $"write `api_key: ${{{variable}}}`");
        }

        if (section.Find(ProviderKeys.ApiKeys) is { Value.IsEmpty: true } none)
        {
            draft.Report.Error(none.At, "the list of keys is empty");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Written<string> key in Credentials(section))
        {
            if (!HeaderSyntax.IsValue(key.Value))
            {
                draft.Report.Error(key.At, "the key has characters that no header can carry, such as a line break or a space at its end");
            }
            else if (!seen.Add(key.Value))
            {
                draft.Report.Error(key.At, "the key is written twice");
            }
        }
    }

    private static void CheckByok(Draft draft, Section section, ConfigPlace at, bool isWritten)
    {
        if (isWritten || section.Has(ProviderKeys.Credentials) || section.Has(ProviderKeys.Entra))
        {
            draft.Report.Error(at, "this provider has a credential of its own", "remove one of the two");
        }
        else if (section.Find(ProviderKeys.Type)?.Value.Type is BedrockRules.Type or VertexProvider.Type)
        {
            draft.Report.Error(at, "callers cannot bring a credential here: its calls are not authorized by a single secret");
        }

        if (section.Has(ProviderKeys.Passthrough))
        {
            draft.Report.Error(
                section.Place(ProviderKeys.Passthrough), "calls that pass verbatim need a credential of the provider's own, and this one has none");
        }
    }

    /// <summary>The written credentials of a provider, in order.</summary>
    public static ImmutableArray<Written<string>> Credentials(Section provider) =>
        (provider.Find(ProviderKeys.SecretAccessKey) ?? provider.Find(ProviderKeys.ApiKey)) is { } single ? [single] : provider.Get(ProviderKeys.ApiKeys);

    private static void CheckQueue(Draft draft, Section provider)
    {
        if (provider.Has(ProviderKeys.Queue) && !provider.Has(ProviderKeys.MaxConcurrent))
        {
            draft.Report.Error(provider.Place(ProviderKeys.Queue), "nothing queues without `max_concurrent`", "write `max_concurrent`, or remove `queue`");
        }
    }

    private static void CheckHeaders(Draft draft, Section provider)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Named<string> header in provider.Get(ProviderKeys.Headers))
        {
            if (!HeaderSyntax.IsName(header.Name))
            {
                draft.Report.Error(header.At, "this is no header name");
            }
            else if (HeaderSyntax.IsCredential(header.Name))
            {
                draft.Report.Error(header.At, "this header is a credential", "write the credential as `api_key`");
            }
            else if (HeaderSyntax.IsFraming(header.Name))
            {
                draft.Report.Error(header.At, "this header belongs to the connection, and each call has its own");
            }
            else if (!seen.Add(header.Name))
            {
                draft.Report.Error(header.At, "this header is written twice, for case does not count");
            }
            else if (!HeaderSyntax.IsValue(header.Value))
            {
                draft.Report.Error(header.Written.At, "the value has characters that no header can carry");
            }
        }
    }

    private static void CheckAuthorities(Draft draft, Section provider)
    {
        if (draft.File(provider, ProviderKeys.Ca) is { } pem && !HoldsCertificates(pem))
        {
            draft.Report.Error(provider.Place(ProviderKeys.Ca), "this file holds no certificate in PEM");
        }
    }

    private static bool HoldsCertificates(byte[] pem)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(Encoding.UTF8.GetString(pem));
            return authorities.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
