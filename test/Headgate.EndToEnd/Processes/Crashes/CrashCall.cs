namespace Headgate.EndToEnd.Processes.Crashes;

/// <summary>One call under load, as its client and as the vendor saw it.</summary>
/// <param name="Mark">What the client named it; the vendor is told so too.</param>
/// <param name="IsBounded">Whether the client said how long the answer may be.</param>
/// <param name="IsStream">Whether the answer came as a stream.</param>
internal sealed record CrashCall(string Mark, bool IsBounded, bool IsStream)
{
    /// <summary>The gateway's id; null when no answer began.</summary>
    public string? RequestId { get; set; }

    /// <summary>Bytes of the answer's text that arrived.</summary>
    public int TextBytes { get; set; }

    /// <summary>Whether the answer arrived to its end.</summary>
    public bool IsWhole { get; set; }

    /// <summary>What the vendor would bill, billionths of a dollar; null when the call never got there, or cost nothing.</summary>
    public long? Bill { get; set; }
}
