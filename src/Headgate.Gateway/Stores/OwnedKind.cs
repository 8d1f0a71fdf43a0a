namespace Headgate.Gateway.Stores;

/// <summary>What is owned.</summary>
public enum OwnedKind
{
    /// <summary>A file: uploaded, or the output of a batch.</summary>
    File,

    /// <summary>A batch.</summary>
    Batch,

    /// <summary>A stored response.</summary>
    Response,

    /// <summary>An upload in parts, until it is the file that they make.</summary>
    Upload,

    /// <summary>A part of an upload.</summary>
    Part,

    /// <summary>A part of a stored response: what the model said, thought or called.</summary>
    Item,
}
