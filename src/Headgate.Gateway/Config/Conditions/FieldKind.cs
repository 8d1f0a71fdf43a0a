namespace Headgate.Gateway.Config.Conditions;

/// <summary>What a field can be, so that a comparison that never holds is refused when the config is read.</summary>
internal enum FieldKind
{
    /// <summary>A name.</summary>
    Name,

    /// <summary>Text of the operator's or the client's choosing, which may be a number.</summary>
    Text,

    Number,

    Flag,

    /// <summary>Whatever the client wrote.</summary>
    Any,
}
