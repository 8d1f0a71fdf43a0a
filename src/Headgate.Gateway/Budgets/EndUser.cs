using System.Security.Cryptography;
using System.Text;

namespace Headgate.Gateway.Budgets;

/// <summary>One user of an application, as its budget goes by: within the key or the team that gives each of them one.</summary>
internal static class EndUser
{
    private const int LongestName = 128;

    /// <summary>The scope of a user. Who is not named is one user, of an empty name: leaving the name out gains nothing.</summary>
    /// <param name="owner">The key or team.</param>
    /// <param name="name">As the request names them; a long name counts by its SHA-256. Null for none.</param>
    public static BudgetScope Of(BudgetScope owner, string? name) => new(BudgetScopeKind.EndUser, $"{OwnerName(owner)}/{Short(name ?? "")}");

    /// <summary>True when it is one user of whom the nameless one is another.</summary>
    public static bool IsBeside(this BudgetScope scope, BudgetScope nameless) =>
        scope.Kind == BudgetScopeKind.EndUser && scope.Id.StartsWith(nameless.Id, StringComparison.Ordinal);

    // No owner's name has a slash of its own, so that two owners have no user in common.
    private static string OwnerName(BudgetScope owner) =>
        owner.ToString().Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    private static string Short(string name) =>
        name.Length <= LongestName ? name : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";
}
