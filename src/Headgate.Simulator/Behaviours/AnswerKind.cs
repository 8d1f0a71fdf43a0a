namespace Headgate.Simulator.Behaviours;

/// <summary>What an answer says.</summary>
internal enum AnswerKind
{
    /// <summary>The name did not say: <see cref="Echo"/>, or enough lorem for the pace or the fault to show.</summary>
    Unsaid,
    Echo,
    Lorem,
    Tools,
    ParallelTools,
    Json,
}
