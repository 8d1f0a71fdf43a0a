namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>What a look at the events that have come says.</summary>
internal enum StreamStep
{
    /// <summary>Nothing against going on.</summary>
    More,

    /// <summary>The first content, or the end of an answer without any, is among them.</summary>
    Content,

    /// <summary>One of them is an error, or must not pass.</summary>
    Failed,
}
