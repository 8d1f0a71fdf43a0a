using System.Globalization;
using Headgate.Console.Operations.Routing;

namespace Headgate.Server.Commands.Explain;

/// <summary>An explanation as people read it: what becomes of the request, and each candidate with its place in the plan.</summary>
internal static class RouteTable
{
    private const string None = "-";

    private static readonly string[] Head = ["ORDER", "CANDIDATE", "CREDENTIAL", "SCORE", "SHARE", "STANDING"];

    /// <summary>Writes it.</summary>
    public static void Write(RouteView route, TextWriter output)
    {
        if (route.Refusal is { } refusal)
        {
            output.WriteLine($"refused with {refusal.Status} {refusal.Code}: {refusal.Message}");
        }
        else
        {
            output.WriteLine($"{route.Plan[0].Target} is called first; {route.Plan.Length} to try, at most {route.MaxAttempts} calls");
        }

        if (route.Variant is not null)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dealt {route.Variant}, with a probability of {route.Probability:0.####}"));
        }

        if (route.Alias is { } alias)
        {
            output.WriteLine();
            TextTable.Write([Head, .. Rows(alias, "")], output);
        }
    }

    private static IEnumerable<string[]> Rows(RouteAliasView alias, string indent)
    {
        string choice = alias.Split is { } by ? $"split by {by}" : alias.Strategy;
        yield return [None, $"{indent}{alias.Name} ({choice})", None, None, None, None];
        foreach (string[] row in alias.Candidates.SelectMany(candidate => Rows(candidate, indent + "  ")))
        {
            yield return row;
        }
    }

    private static IEnumerable<string[]> Rows(RouteCandidateView candidate, string indent)
    {
        string score = candidate.Score?.ToString("0.###", CultureInfo.InvariantCulture) ?? None;
        string share = candidate.Probability?.ToString("0.####", CultureInfo.InvariantCulture) ?? None;
        string standing = candidate.Reason is { } reason ? $"out: {reason}" : "in";
        return candidate.Alias is { } alias ? Rows(alias, indent).Select((row, i) => i > 0 ? row : [None, row[1], None, score, share, standing])
            : candidate.Targets.IsEmpty ? [[None, indent + candidate.Model, None, score, share, standing]]
            : candidate.Targets.Select(target => (string[])
            [
                target.Order?.ToString(CultureInfo.InvariantCulture) ?? None,
                indent + target.Target,
                target.Server is { } server ? $"{target.Credential} at {server}" : target.Credential,
                score,
                share,
                Standing(target),
            ]);
    }

    private static string Standing(RouteTargetView target) =>
        target.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $"out: {target.State} until {until:yyyy-MM-dd HH:mm:ss}Z")
        : target.TranslatedTo is { } protocol ? $"in, translated to {protocol}"
        : "in";
}
