namespace Headgate.Gateway.Config.Conditions;

/// <summary>What a fact turned out to be in one request.</summary>
internal enum FactKind
{
    Absent,
    Text,
    Number,
    Flag,

    /// <summary>A list or an object: there, but nothing to compare with.</summary>
    Other,
}
