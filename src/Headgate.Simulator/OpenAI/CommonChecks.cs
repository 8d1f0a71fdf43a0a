using System.Buffers.Text;
using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI;

/// <summary>The checks that several OpenAI endpoints share. A null field counts as missing.</summary>
internal static class CommonChecks
{
    /// <summary>The types of <c>stream</c>, <c>stream_options</c> and the numbers, and that the options come only with a stream.</summary>
    public static VendorError? Options(JsonElement body)
    {
        if (body.Member("stream") is not null && body.Flag("stream") is null)
            return VendorError.Mistyped("stream", "a boolean");
        if (body.Member("stream_options") is { } options)
        {
            if (options.ValueKind != JsonValueKind.Object)
                return VendorError.Mistyped("stream_options", "an object");
            if (!body.IsTrue("stream"))
                return VendorError.Invalid("stream_options", "only allowed when 'stream' is true.");
        }

        return Range(body, "temperature", 0, 2) ?? Range(body, "top_p", 0, 1) ?? Range(body, "n", 1, 128);
    }

    public static VendorError? Range(JsonElement body, string field, decimal least, decimal most)
    {
        if (body.Member(field) is null)
            return null;
        if (body.Decimal(field) is not { } number)
            return VendorError.Mistyped(field, "a number");
        return number < least || number > most ? VendorError.Invalid(field, $"must be from {least} to {most}.") : null;
    }

    public static VendorError? Positive(JsonElement body, string field)
    {
        if (body.Member(field) is null)
            return null;
        return body.Integer(field) is > 0 ? null : VendorError.Invalid(field, "must be a positive integer.");
    }

    /// <summary>An image is an http URL or base64 in a data URL.</summary>
    public static VendorError? Image(string path, string? url)
    {
        if (url is null)
            return VendorError.Mistyped(path, "a string");
        if (url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal))
            return null;
        var comma = url.IndexOf(";base64,", StringComparison.Ordinal);
        var isImage = url.StartsWith("data:image/", StringComparison.Ordinal)
            && comma > 0 && Base64.IsValid(url.AsSpan(comma + ";base64,".Length), out var bytes) && bytes > 0;
        return isImage ? null : VendorError.Invalid(path, "neither an http URL nor a data URL with a base64 image.");
    }
}
