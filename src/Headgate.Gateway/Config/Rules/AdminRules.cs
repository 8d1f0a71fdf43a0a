using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Rules;

/// <summary>Tokens of the control plane.</summary>
internal static class AdminRules
{
    private const int LeastLength = 16;

    public static void Check(Draft draft)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Section token in draft.AdminTokens)
        {
            if (token.Find(AdminTokenKeys.Name) is { } name && !names.Add(name.Value))
            {
                draft.Report.Error(name.At, $"another token is called `{name.Shown}`");
            }

            SecretRule.Check(draft, token, AdminTokenKeys.Token, AdminTokenKeys.Sha256, LeastLength);
        }
    }
}
