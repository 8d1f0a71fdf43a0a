using System.IO.Pipelines;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>The client's call, as the web server has it. The port through which the pipeline sees it.</summary>
public interface IClientRequest
{
    /// <summary>What the client sent along.</summary>
    ClientHeaders Headers { get; }

    /// <summary>The query with its question mark; empty when there is none.</summary>
    string Query { get; }

    /// <summary>The model that the path names, which counts whatever the body says; null when it names none. Default null.</summary>
    string? PathModel => null;

    /// <summary>True when the path asks for a stream. Default false.</summary>
    bool IsStreamInPath => false;

    /// <summary>True when the key may be in the query, as <c>?key=</c>. Default false.</summary>
    bool TakesKeyInQuery => false;

    /// <summary>What the body does not say, or says too much, for the way it came; null when nothing. Default null.</summary>
    /// <param name="body">The body as it came, valid for this call only.</param>
    RequestEdits? EditsFor(JsonScan body) => null;

    /// <summary>The connection it came on.</summary>
    ClientConnection Connection { get; }

    /// <summary>Length of the body as sent, bytes; null when chunked.</summary>
    long? ContentLength { get; }

    /// <summary>The body, decoded of its content encoding; null when the encoding is not one that is taken.</summary>
    PipeReader? OpenBody();
}
