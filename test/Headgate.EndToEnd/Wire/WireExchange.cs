namespace Headgate.EndToEnd.Wire;

/// <summary>One HTTP call as a client's own side saw it.</summary>
public sealed record WireExchange
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>The body sent, byte for byte; empty when there was none.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Null when no answer came.</summary>
    public int? Status { get; set; }

    public Dictionary<string, string> ReplyHeaders { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public string? ReplyHeader(string name) => ReplyHeaders.GetValueOrDefault(name);
}
