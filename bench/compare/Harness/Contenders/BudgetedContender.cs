namespace Headgate.Compare.Harness.Contenders;

/// <summary>The same Headgate, its key with budgets at three levels: each request is held, made durable and settled.</summary>
internal sealed class BudgetedContender(Site site) : HeadgateContender(site)
{
    public override string Name => "budgeted";

    protected override string Config => "budgeted.yaml";
}
