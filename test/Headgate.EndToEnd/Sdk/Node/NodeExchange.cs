using Headgate.EndToEnd.Wire;

namespace Headgate.EndToEnd.Sdk.Node;

/// <summary>One call as the Node runner prints it.</summary>
internal sealed record NodeExchange(string Method, string Path, string? Body, int? Status, Dictionary<string, string> ReplyHeaders)
{
    public WireExchange ToWire() => new()
    {
        Method = Method,
        Path = Path,
        Body = Convert.FromBase64String(Body ?? ""),
        Status = Status,
        ReplyHeaders = new Dictionary<string, string>(ReplyHeaders, StringComparer.OrdinalIgnoreCase),
    };
}
