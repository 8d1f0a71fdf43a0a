namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>The image that scenarios show.</summary>
internal static class Pixel
{
    public const string Base64 =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static readonly byte[] Png = Convert.FromBase64String(Base64);
}
