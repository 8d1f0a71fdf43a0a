namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Bedrock's names for media types.</summary>
internal static class ConverseFormats
{
    /// <summary>An image's format; null when Bedrock does not take it.</summary>
    public static string? OfImage(string mediaType) => mediaType.ToLowerInvariant() switch
    {
        "image/png" => "png",
        "image/jpeg" or "image/jpg" => "jpeg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        _ => null,
    };

    /// <summary>A document's format; null when Bedrock does not take it.</summary>
    public static string? OfDocument(string mediaType) => mediaType.ToLowerInvariant() switch
    {
        "application/pdf" => "pdf",
        "text/csv" => "csv",
        "text/html" => "html",
        "text/markdown" or "text/x-markdown" => "md",
        "application/msword" => "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.ms-excel" => "xls",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        var type when type.StartsWith("text/", StringComparison.Ordinal) => "txt",
        _ => null,
    };

    /// <summary>A sound's format; null when Bedrock does not take it.</summary>
    public static string? OfAudio(string mediaType) => mediaType.ToLowerInvariant() switch
    {
        "audio/wav" or "audio/x-wav" => "wav",
        "audio/mp3" or "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "audio/opus" => "opus",
        "audio/flac" => "flac",
        "audio/aac" => "aac",
        "audio/mp4" => "mp4",
        "audio/webm" => "webm",
        _ => null,
    };
}
