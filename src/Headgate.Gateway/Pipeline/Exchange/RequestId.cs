namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>Makes request ids: <c>req_</c> and a version-7 UUID, so that they sort by time.</summary>
public static class RequestId
{
    /// <summary>A new id.</summary>
    public static string New(DateTimeOffset now) => string.Create(36, Guid.CreateVersion7(now), static (span, id) =>
    {
        "req_".CopyTo(span);
        id.TryFormat(span[4..], out _, "N");
    });
}
