namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>What has happened in a world.</summary>
/// <param name="Answered">Requests whose cost is known exactly.</param>
/// <param name="OverBudget">Requests refused for a budget.</param>
/// <param name="OverLimit">Requests refused for a limit.</param>
/// <param name="Recovered">Requests charged at what was reserved, since their process ended.</param>
/// <param name="Lost">Requests whose process ended before anything of them was written down; their clients got nothing.</param>
internal sealed record MoneyTally(int Answered, int OverBudget, int OverLimit, int Recovered, int Lost);
