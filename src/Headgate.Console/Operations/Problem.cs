using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations;

/// <summary>Why an admin call failed.</summary>
/// <param name="Code">Which of the closed set.</param>
/// <param name="Message">One sentence for the operator. Never holds a secret.</param>
/// <param name="Param">The member or parameter at fault; null when it is none of them.</param>
public sealed record Problem(ProblemCode Code, string Message, string? Param = null)
{
    /// <summary>Everything that is wrong with a config; null where it is about none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<FindingView>? Errors { get; init; }

    internal static Problem Invalid(string param, string message) => new(ProblemCode.InvalidRequest, message, param);

    internal static Problem NotFound(string what) => new(ProblemCode.NotFound, $"There is no such {what}.");

    internal static Problem Forbidden(AdminRole needs) =>
        new(ProblemCode.Forbidden, $"This needs a token with the role `{SnakeCase.Of(needs)}`.");
}
