namespace Headgate.Server.DataPlane;

/// <summary>What a path of the data plane is.</summary>
internal enum RouteKind
{
    /// <summary>A model call, handled by the pipeline.</summary>
    Call,

    /// <summary>A call that passes verbatim.</summary>
    Raw,

    /// <summary>The list of models.</summary>
    Models,

    /// <summary>One model; its id is the rest of the path.</summary>
    Model,

    /// <summary><c>/healthz</c>: the process answers.</summary>
    Health,

    /// <summary><c>/readyz</c>: it takes new calls.</summary>
    Readiness,

    /// <summary>No such path.</summary>
    Unknown,
}
