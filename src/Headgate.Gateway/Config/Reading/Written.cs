namespace Headgate.Gateway.Config.Reading;

/// <summary>A value as the operator wrote it: what it means, and where it stands.</summary>
internal sealed record Written<T>(T Value, ConfigNode Node) : IPlaced
{
    public ConfigPlace At => Node.At;

    /// <summary>What messages may show of it: never what came out of a variable or a file, never much.</summary>
    public string Shown => Node is ConfigNode.Scalar { Shown: var text } ? Clip(text) : Node.Kind;

    internal static string Clip(string text) => text.Length <= 64 ? text : string.Concat(text.AsSpan(0, 61), "…");
}
