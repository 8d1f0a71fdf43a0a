using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Headgate.Server.DataPlane;

/// <summary>Opens zstd bodies.</summary>
internal static class ZstdDecoder
{
    /// <summary>8 MiB: what RFC 9659 allows on the web. A frame may claim 2 GiB, and its decoder would allocate that at once.</summary>
    private const int MaxWindowLog = 23;

    /// <summary>A stream of the decoded bytes.</summary>
    public static Stream Open(Stream body)
    {
        DecompressionStream decoder = new(body, leaveOpen: true);
        decoder.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
        return decoder;
    }
}
