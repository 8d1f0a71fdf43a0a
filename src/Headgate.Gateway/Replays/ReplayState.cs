namespace Headgate.Gateway.Replays;

/// <summary>What has become of the first request under an <c>Idempotency-Key</c>.</summary>
internal enum ReplayState
{
    /// <summary>It is open.</summary>
    Open,

    /// <summary>It was answered, and the answer is kept.</summary>
    Answered,

    /// <summary>It was charged, and there is no whole answer to give again.</summary>
    Charged,

    /// <summary>It failed and cost nothing: the next one is the first again.</summary>
    Free,
}
