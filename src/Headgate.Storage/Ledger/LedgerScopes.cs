using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Budgets;

namespace Headgate.Storage.Ledger;

/// <summary>The levels of an entry, <c>["key:key_1","team:a"]</c>.</summary>
internal static class LedgerScopes
{
    private static readonly ImmutableArray<BudgetScopeKind> Kinds = [.. Enum.GetValues<BudgetScopeKind>()];

    /// <summary>Writes the column: by hand, as each request has it.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<BudgetScope> scopes)
    {
        json.WriteStartArray();
        foreach (BudgetScope scope in scopes)
            json.WriteStringValue(scope.ToString());
        json.WriteEndArray();
    }

    /// <summary>Reads the column.</summary>
    public static ImmutableArray<BudgetScope> Read(string json) =>
        [.. JsonSerializer.Deserialize(json, LedgerJson.Default.Lines).Select(Parse)];

    private static BudgetScope Parse(string scope)
    {
        int colon = scope.IndexOf(':', StringComparison.Ordinal);
        return new BudgetScope(Kinds.First(kind => scope.AsSpan(0, colon).SequenceEqual(kind.Name())), scope[(colon + 1)..]);
    }
}
