namespace Headgate.Server.Lifetime;

/// <summary>Whether the gateway takes new calls, as <c>/readyz</c> tells load balancers. Thread-safe.</summary>
internal sealed class Readiness
{
    private volatile string _status = "starting";

    /// <summary><c>starting</c>, <c>ready</c> or <c>draining</c>.</summary>
    public string Status => _status;

    /// <summary>200 when ready, else 503.</summary>
    public int HttpStatus => Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    /// <summary>The gateway is up.</summary>
    public void Ready() => _status = "ready";

    /// <summary>The gateway is going down: no new calls, open ones finish.</summary>
    public void Drain() => _status = "draining";
}
