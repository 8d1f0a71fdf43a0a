namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>The deadlines of a call.</summary>
internal enum Deadline
{
    None,
    FirstToken,
    Idle,
    Total,
}
