using System.Text;

namespace Headgate.Compare.Load;

/// <summary>Requests as bytes, made once.</summary>
public static class RequestBytes
{
    /// <summary>A POST of the body with these headers.</summary>
    public static byte[] Post(Uri url, IReadOnlyDictionary<string, string> headers, ReadOnlySpan<byte> body)
    {
        StringBuilder head = new($"POST {url.AbsolutePath} HTTP/1.1\r\nHost: {url.Authority}\r\n");
        foreach ((string name, string value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append($"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }
}
