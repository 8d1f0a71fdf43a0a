namespace Headgate.Simulator.Vendors;

/// <summary>How a vendor writes a refusal.</summary>
internal enum ErrorShape
{
    /// <summary><c>{"error":{"message","type","param","code"}}</c>.</summary>
    OpenAI,

    /// <summary><c>{"object":"error","message":{"detail":[{"type","loc","msg"}]},"type"}</c>.</summary>
    Detail,

    /// <summary><c>{"message","type","param","code"}</c>.</summary>
    Flat,

    /// <summary><c>{"code","error":"…"}</c>.</summary>
    Bare,
}
