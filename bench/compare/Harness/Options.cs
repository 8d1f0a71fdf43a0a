using System.Globalization;
using Headgate.Compare.Harness.Measures;

namespace Headgate.Compare.Harness;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage =
        """
        Usage: bench/compare/run.sh [--quick | --smoke] [--rounds N] [--only nginx,yarp,portkey,headgate,budgeted] [--wait]

          (nothing)    all proxies, Headgate also with budgets, six rounds: about 50 minutes, in the background
          --quick      nginx, YARP and Headgate, three shorter rounds: about five minutes
          --smoke      one round of one second each: shows that the harness works, measures nothing
          --rounds N   another number of rounds
          --only A,B   these proxies alone
          --wait       the full run in the foreground
        """;

    private static readonly string[] All = ["nginx", "yarp", "portkey", "headgate", "budgeted"];
    private static readonly string[] WithoutPortkey = ["nginx", "yarp", "headgate"];

    public required Pace Pace { get; init; }

    public required IReadOnlyList<string> Contenders { get; init; }

    /// <summary>Null when the arguments make no sense.</summary>
    public static Options? Parse(IReadOnlyList<string> arguments)
    {
        Options options = new() { Pace = Pace.Full, Contenders = All };
        for (int i = 0; i < arguments.Count; i++)
        {
            Options? next = arguments[i] switch
            {
                "--quick" => options with { Pace = Pace.Quick, Contenders = WithoutPortkey },
                "--smoke" => options with { Pace = Pace.Smoke },
                "--rounds" => options.WithRounds(arguments.ElementAtOrDefault(++i)),
                "--only" => options.WithOnly(arguments.ElementAtOrDefault(++i)),
                "--wait" => options,
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }

        return options;
    }

    private Options? WithRounds(string? value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out int rounds) && rounds > 0
            ? this with { Pace = Pace with { Rounds = rounds } }
            : null;

    private Options? WithOnly(string? value)
    {
        string[] names = value?.Split(',') ?? [];
        return names.Length > 0 && names.All(All.Contains) ? this with { Contenders = names } : null;
    }
}
