namespace Headgate.Llm.Providers;

/// <summary>Why an upstream call failed, in the words of <c>fallback_on</c>.</summary>
public enum UpstreamFault
{
    /// <summary>429 and the like: this credential's quota is used up for now.</summary>
    RateLimited,

    /// <summary>500, 502, 504, an answer that is garbled, or a stream that was cut or carried an error.</summary>
    ServerError,

    /// <summary>A timeout of ours, or the vendor's own 408.</summary>
    Timeout,

    /// <summary>No connection, or one that broke before the answer was whole.</summary>
    Connection,

    /// <summary>503, 529, 498: the vendor has no capacity.</summary>
    Overloaded,

    /// <summary>413, or a 400 that says so: the prompt does not fit this model; another may take it.</summary>
    ContextTooLong,

    /// <summary>401, 402, 403: our credential or account is at fault, not the client.</summary>
    Auth,

    /// <summary>The vendor's content filter refused the prompt.</summary>
    ContentFiltered,

    /// <summary>Any other refusal of the request itself (400, 404, 422).</summary>
    BadRequest,
}
