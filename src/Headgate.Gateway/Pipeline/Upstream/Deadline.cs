namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>The deadlines of a call.</summary>
internal enum Deadline
{
    None,
    FirstToken,
    Idle,
    Total,
}
