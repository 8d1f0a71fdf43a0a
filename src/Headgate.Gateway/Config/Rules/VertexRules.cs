using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Credentials;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Rules;

/// <summary>What Vertex's providers have to say of themselves.</summary>
internal static class VertexRules
{
    /// <summary>The location when none is written.</summary>
    public const string UsualLocation = "global";

    public static void Check(Draft draft, Named<Section> provider)
    {
        Section section = provider.Value;
        if (section.Find(ProviderKeys.Type)?.Value.Type != VertexProvider.Type)
        {
            return;
        }

        bool hasAccount = section.Has(ProviderKeys.Credentials);
        bool hasToken = section.Has(ProviderKeys.ApiKey) || section.Has(ProviderKeys.ApiKeys);
        if (hasAccount && hasToken)
        {
            draft.Report.Error(section.Place(ProviderKeys.Credentials), "there are `credentials` as well as a key, and a call carries one of them");
        }
        else if (!hasAccount && !hasToken)
        {
            draft.Report.Error(
                provider.At, "`credentials` is missing: `vertex` asks for a service account",
                "write `credentials: ${file:account.json}`, or an access token as `api_key`");
        }

        ServiceAccount? account = CheckAccount(draft, section);
        bool namesProject = section.Has(ProviderKeys.Project) || account?.Project is not null;
        bool isUnread = hasAccount && account is null; // which has been said
        if (!namesProject && !isUnread)
        {
            draft.Report.Error(provider.At, "`project` is missing, and no service account names one");
        }
    }

    private static ServiceAccount? CheckAccount(Draft draft, Section section)
    {
        if (section.Find(ProviderKeys.Credentials) is not { } written)
        {
            return null;
        }

        if (ServiceAccount.TryRead(written.Value, out string wrong) is not { } account)
        {
            draft.Report.Error(written.At, $"the value {wrong}");
            return null;
        }

        if (!account.IsGoogles && !section.Has(ProviderKeys.TokenUrl))
        {
            draft.Report.Error(
                written.At, "the file's `token_uri` is not https://oauth2.googleapis.com", "write `token_url` when tokens are issued elsewhere");
        }

        return account;
    }
}
