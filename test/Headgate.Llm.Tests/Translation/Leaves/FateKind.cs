namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>The ways of a leaf.</summary>
internal enum FateKind
{
    /// <summary>It is in the output.</summary>
    Arrived,

    /// <summary>Its documented counterpart is.</summary>
    Emulated,

    /// <summary>The losses name it.</summary>
    Lost,

    /// <summary>None of these: what must not be.</summary>
    Vanished,
}
