namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>What has happened in a world.</summary>
/// <param name="Answered">Requests whose cost is known exactly.</param>
/// <param name="OverBudget">Requests refused for a budget.</param>
/// <param name="OverLimit">Requests refused for a limit.</param>
/// <param name="Recovered">Requests charged at what was reserved, since their process ended.</param>
/// <param name="Lost">Requests whose process ended before anything of them was written down; their clients got nothing.</param>
/// <param name="Replayed">Requests that were sent again, and given the first one's answer.</param>
/// <param name="InUse">Requests that were sent again while the first was open.</param>
/// <param name="AnswerLost">Requests that were sent again, of which the first was charged and its answer is gone.</param>
internal sealed record MoneyTally(
    int Answered, int OverBudget, int OverLimit, int Recovered, int Lost, int Replayed, int InUse, int AnswerLost);
