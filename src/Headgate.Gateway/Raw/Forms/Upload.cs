using System.Net.Http.Headers;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Forms;

/// <summary>A form that a client sends, as far as its headers tell.</summary>
/// <param name="Bytes">Its bytes, not read yet.</param>
/// <param name="Boundary">What stands between its parts.</param>
/// <param name="Length">How many bytes it has; null when the client did not say.</param>
internal sealed record Upload(Stream Bytes, string Boundary, long? Length)
{
    private const int LongestBoundary = 70;

    /// <summary>Takes the form of a request, or says why it is none.</summary>
    public static Outcome<Upload> Open(IClientRequest request, long maxBytes)
    {
        if (request.Headers["content-encoding"] is { Length: > 0 } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return new GatewayError(ErrorKind.UnsupportedMediaType, "A form passes as it comes: send it without a content-encoding.")
            {
                Param = "content-encoding",
            };
        }

        if (BoundaryOf(request.Headers["content-type"]) is not { } boundary)
        {
            return new GatewayError(ErrorKind.UnsupportedMediaType, "The content-type must be multipart/form-data, with a boundary.")
            {
                Param = "content-type",
            };
        }

        return request.ContentLength > maxBytes
            ? UploadStream.TooLarge(maxBytes)
            : new Upload(request.OpenBody()!.AsStream(), boundary, request.ContentLength);
    }

    private static string? BoundaryOf(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            || !string.Equals(type.MediaType, "multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || type.Parameters.Count(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase)) != 1)
        {
            return null;
        }

        string boundary = type.Parameters.First(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        boundary = boundary is ['"', .., '"'] && boundary.Length > 1 ? boundary[1..^1] : boundary;
        bool isUsable = boundary.Length is > 0 and <= LongestBoundary && boundary.All(c => char.IsAscii(c) && !char.IsControl(c) && c is not ('"' or '\\'))
            && boundary[^1] != ' ';
        return isUsable ? boundary : null;
    }
}
