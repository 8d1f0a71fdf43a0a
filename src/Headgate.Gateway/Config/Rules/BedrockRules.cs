using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Rules;

/// <summary>What Amazon Bedrock needs to be called, and what means nothing to others.</summary>
internal static class BedrockRules
{
    /// <summary>The vendor's name in config.</summary>
    public const string Type = "bedrock";

    private static readonly Key<string>[] Signing = [ProviderKeys.AccessKeyId, ProviderKeys.SecretAccessKey, ProviderKeys.SessionToken];

    public static void Check(Draft draft, Named<Section> provider)
    {
        Section section = provider.Value;
        if (section.Find(ProviderKeys.Type) is not { Value.Type: var type })
        {
            return;
        }

        if (type != Type)
        {
            foreach (Key<string> key in Signing.Append(ProviderKeys.Region).Where(key => section.Has(key)))
            {
                draft.Report.Error(section.Place(key), $"`{key.Name}` means nothing to `{type}`");
            }

            return;
        }

        if (!section.Has(ProviderKeys.Region))
        {
            draft.Report.Error(provider.At, "`region` is missing: `bedrock` is called in one", "write `region: us-east-1`");
        }

        if (section.Has(ProviderKeys.AccessKeyId) != section.Has(ProviderKeys.SecretAccessKey))
        {
            draft.Report.Error(provider.At, "`access_key_id` and `secret_access_key` go together");
        }

        if (section.Has(ProviderKeys.SessionToken) && !section.Has(ProviderKeys.SecretAccessKey))
        {
            draft.Report.Error(section.Place(ProviderKeys.SessionToken), "there is no `secret_access_key` that this token goes with");
        }

        bool hasApiKey = section.Has(ProviderKeys.ApiKey) || section.Has(ProviderKeys.ApiKeys);
        if (hasApiKey && section.Has(ProviderKeys.SecretAccessKey))
        {
            draft.Report.Error(section.Place(ProviderKeys.SecretAccessKey), "there is a Bedrock key as well as a key that signs", "write one of them");
        }
    }
}
