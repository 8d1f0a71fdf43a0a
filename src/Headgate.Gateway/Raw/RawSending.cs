namespace Headgate.Gateway.Raw;

/// <summary>What is sent, and who decides on the answer.</summary>
public sealed record RawSending
{
    /// <summary>Address, headers and options of the call; its content stands for the headers of the body only.</summary>
    public required HttpRequestMessage Head { get; init; }

    /// <summary>The connections to send it by.</summary>
    public required HttpMessageInvoker Way { get; init; }

    /// <summary>The body; null for none.</summary>
    public Stream? Body { get; init; }

    /// <summary>Bytes of the body; null when they are not known beforehand.</summary>
    public long? Length { get; init; }

    /// <summary>The longest that neither side may say anything.</summary>
    public required TimeSpan Silence { get; init; }

    /// <summary>
    /// Looks at an answer whose body has not been read. True: status and body pass to the client, with the headers that were set by then.
    /// False: the judge has dealt with it.
    /// </summary>
    public required Func<HttpResponseMessage, ValueTask<bool>> Judge { get; init; }
}
