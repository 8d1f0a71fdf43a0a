namespace Headgate.Gateway.Config;

/// <summary>What happens when a target cannot be told everything the client asked for.</summary>
public enum OnLoss
{
    /// <summary>The call is made; the record alone names what was lost.</summary>
    Allow,

    /// <summary>The call is made, and the reply names what was lost in <c>x-headgate-losses</c>.</summary>
    Warn,

    /// <summary>The target is left out; when none is left the client gets 400 <c>not_translatable</c>.</summary>
    Reject,
}
