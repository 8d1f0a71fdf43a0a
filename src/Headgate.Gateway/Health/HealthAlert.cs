namespace Headgate.Gateway.Health;

/// <summary>That a credential or a target has come to something that operators want to know. Nothing of a secret or of a vendor's words is in it.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Credential">The credential's id, which does not give it away.</param>
/// <param name="Model">The upstream model; null when it is about all models.</param>
/// <param name="Reason">Why, one of a closed set: <c>refused</c>, <c>account_spent</c>, <c>failures</c>; null when all is well again.</param>
/// <param name="At">When.</param>
/// <param name="Until">Until when it is not used; null when it may be.</param>
public sealed record HealthAlert(
    HealthAlertKind Kind, string Provider, string Credential, string? Model, string? Reason, DateTimeOffset At, DateTimeOffset? Until);
