using Headgate.Gateway.Config;

namespace Headgate.Console.Operations;

/// <summary>Who asks for an operation.</summary>
/// <param name="Name">The admin token's name; it stands in the logs beside each change.</param>
/// <param name="Role">What they may do; null = nothing.</param>
public sealed record Actor(string Name, AdminRole? Role)
{
    /// <summary>The operator at the machine itself, who can write the data folder anyway.</summary>
    public static Actor Local { get; } = new("cli", AdminRole.Admin);

    /// <summary>The gateway itself, where it starts without a key.</summary>
    public static Actor FirstStart { get; } = new("first_start", AdminRole.Admin);

    /// <summary>Somebody without a token that is known.</summary>
    internal static Actor Unknown { get; } = new("unknown", null);
}
