namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>What a simulated vendor does to a call.</summary>
internal enum VendorFault
{
    None,
    LimitedWithRetryAfter,
    LimitedWithReset,
    LimitedInSilence,
    ServerError,
    Overloaded,
    OverloadedWithRetryAfter,
    Refused,
    Unreachable,
    Hangs,
    SlowFirstToken,
    Garbled,
    CutBeforeContent,
    CutInContent,
    ErrorInContent,
    SilentInContent,
}
