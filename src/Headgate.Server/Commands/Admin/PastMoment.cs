using System.CommandLine;
using Headgate.Console.Operations;

namespace Headgate.Server.Commands.Admin;

/// <summary>Reads options that take a moment of the past.</summary>
internal static class PastMoment
{
    /// <summary>The moment of an option; null when it is not given.</summary>
    public static Outcome<DateTimeOffset?> Read(ParseResult parsed, Option<string> option) => parsed.GetValue(option) switch
    {
        null => (DateTimeOffset?)null,
        { } text when Moment.Past(text, TimeProvider.System.GetUtcNow()) is { } moment => moment,
        _ => new Problem(ProblemCode.InvalidRequest, $"{option.Name} takes an ISO 8601 date or time, or a distance such as 24h or 7d."),
    };
}
