namespace Headgate.Gateway.Config.Rules;

/// <summary>Every rule that a config as a whole has to keep, one class per concern.</summary>
internal static class AllRules
{
    public static void Check(Draft draft)
    {
        ListenRules.Check(draft);
        ServerRules.Check(draft);
        ProviderRules.Check(draft);
        ModelRules.Check(draft);
        KeyRules.Check(draft);
        AdminRules.Check(draft);
        PricingRules.Check(draft);
        SoftLimitRules.Check(draft);
    }
}
