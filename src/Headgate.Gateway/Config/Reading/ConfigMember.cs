namespace Headgate.Gateway.Config.Reading;

/// <summary>A member of a map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Where the name stands.</param>
/// <param name="Value">What stands behind it.</param>
internal sealed record ConfigMember(string Name, ConfigPlace At, ConfigNode Value);
