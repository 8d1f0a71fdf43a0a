using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Serving;

/// <summary>One request and what it is answered with.</summary>
/// <param name="Model">The model as the caller named it.</param>
/// <param name="Request">The request's body.</param>
/// <param name="Conversation">What was understood of it.</param>
/// <param name="Answers">One for each choice.</param>
/// <param name="Usage">The tokens of the whole.</param>
/// <param name="AnswerId">The answer's id, before a protocol puts its prefix on.</param>
/// <param name="Draws">Where further ids come from.</param>
/// <param name="Created">Now.</param>
/// <param name="Seal">Signs reasoning.</param>
internal sealed record Turn(
    string Model,
    JsonElement Request,
    Conversation Conversation,
    IReadOnlyList<Answer> Answers,
    Usage Usage,
    string AnswerId,
    Draws Draws,
    DateTimeOffset Created,
    Seal Seal)
{
    public Answer Answer => Answers[0];
}
