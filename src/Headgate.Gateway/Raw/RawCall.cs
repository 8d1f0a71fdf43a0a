namespace Headgate.Gateway.Raw;

/// <summary>What becomes of a call that passes verbatim.</summary>
public enum RawCall
{
    /// <summary>A JSON body that names its model: routed like any other, with retries and fallback.</summary>
    Model,

    /// <summary>A form with files that names its model in a field: passed on as it comes, to the first target alone.</summary>
    Form,

    /// <summary>A form that makes a file, or a part of one.</summary>
    Upload,

    /// <summary>A JSON body that begins an upload in parts, or makes a file of them.</summary>
    Assembly,

    /// <summary>A JSON body that makes a batch.</summary>
    Batch,

    /// <summary>What the caller owns of a kind.</summary>
    List,

    /// <summary>One object that the caller owns.</summary>
    Object,

    /// <summary>A WebSocket.</summary>
    Realtime,

    /// <summary>A path of the vendor's that the operator has opened.</summary>
    Passthrough,
}
