namespace Headgate.Gateway.Budgets;

/// <summary>Is told by a <see cref="BudgetBook"/> when a budget comes to something.</summary>
public interface IBudgetWatch
{
    /// <summary>
    /// Takes an alert. Called under the book's lock: it must not wait, and must not call the book.
    /// </summary>
    /// <returns>False when it is not taken: the book then tells it again when the budget next comes to the same.</returns>
    bool TryTake(BudgetAlert alert);
}
