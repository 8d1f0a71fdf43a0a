namespace Headgate.Simulator.Vendors;

/// <summary>How a vendor counts the tokens of reasoning.</summary>
internal enum ReasoningCount
{
    /// <summary>As output like any other.</summary>
    Untold,

    /// <summary>As a part of the completion, told in its details.</summary>
    Inside,

    /// <summary>Beside the completion: only the total has them.</summary>
    Outside,
}
