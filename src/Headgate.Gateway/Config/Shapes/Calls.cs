namespace Headgate.Gateway.Config.Shapes;

/// <summary>Calls that may pass verbatim.</summary>
internal static class Calls
{
    /// <summary>A list of methods with paths.</summary>
    public static ListShape<PassthroughRule> List { get; } = new(new ScalarShape<PassthroughRule>("method and path", PassthroughRule.Parse));
}
