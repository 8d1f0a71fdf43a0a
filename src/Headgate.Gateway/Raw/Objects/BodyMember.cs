namespace Headgate.Gateway.Raw.Objects;

/// <summary>What a member of a body may name.</summary>
internal enum BodyMember
{
    /// <summary>Nothing, but its value may hold members that do.</summary>
    Other,

    /// <summary>One object: <c>file_id</c>.</summary>
    Reference,

    /// <summary>Several: <c>file_ids</c>.</summary>
    References,

    /// <summary>One object, by its id or in an object with it: <c>conversation</c>, <c>container</c>.</summary>
    Holder,

    /// <summary>A URI, which names an object where it leads to the vendor's own files: <c>fileUri</c>.</summary>
    Place,

    /// <summary>The conversation of a Responses call, whose items may refer to others.</summary>
    Input,

    /// <summary>The object's own id.</summary>
    Id,

    /// <summary>The object's type.</summary>
    Type,

    /// <summary>The object's role: it is a message, and refers to none.</summary>
    Role,

    /// <summary>An item's state, which says nothing of what it holds.</summary>
    State,

    /// <summary>Thinking as its vendor sealed it.</summary>
    Sealed,

    /// <summary>What the call of a tool has given.</summary>
    Result,

    /// <summary>What the caller makes up freely.</summary>
    Opaque,
}
