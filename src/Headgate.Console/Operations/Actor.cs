using Headgate.Gateway.Config;

namespace Headgate.Console.Operations;

/// <summary>Who asks for an operation.</summary>
/// <param name="Name">The admin token's name; it stands in the log beside each change.</param>
/// <param name="Role">What they may do.</param>
public sealed record Actor(string Name, AdminRole Role)
{
    /// <summary>The operator at the machine itself, who can write the data folder anyway.</summary>
    public static Actor Local { get; } = new("local", AdminRole.Admin);
}
