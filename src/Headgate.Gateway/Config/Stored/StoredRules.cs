using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;

namespace Headgate.Gateway.Config.Stored;

/// <summary>What an object of the store may not have, though one in a file may.</summary>
internal static class StoredRules
{
    public static void Check(Draft draft)
    {
        foreach (Named<Section> provider in draft.Providers.Where(provider => provider.At.IsStored))
        {
            if (provider.Value.Find(ProviderKeys.Ca) is { } ca)
            {
                draft.Report.Error(ca.At, "this names a file of the gateway's machine, which only a config file may", "write this provider in a config file");
            }

            // Else targets of the files that name this alias would lead to the provider.
            if (draft.Models.FirstOrDefault(model => !model.At.IsStored && model.Name.StartsWith($"{provider.Name}/", StringComparison.Ordinal)) is { } alias)
            {
                draft.Report.Error(provider.At, $"the alias `{ConfigPlace.Shown(alias.Name)}` of the files begins with this name", "take another name");
            }

            if (ProviderRules.IsOwnSimulator(provider))
            {
                draft.Report.Error(provider.At, "the simulator of this process is turned on in a config file", "give the `base_url` of another");
            }

            foreach (Written<string> secret in ProviderRules.Credentials(provider.Value).Where(IsVariable))
            {
                draft.Report.Error(secret.At, "variables are expanded in files only", "write the secret itself");
            }
        }
    }

    private static bool IsVariable(Written<string> secret) => secret.Value.StartsWith("${", StringComparison.Ordinal);
}
