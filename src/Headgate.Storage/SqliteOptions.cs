using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Storage;

/// <summary>How the embedded storage is opened.</summary>
public sealed record SqliteOptions
{
    /// <summary>The data folder, <c>--data</c>. Created with mode 0700 when it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long records are kept, <c>log.retention</c>; asked at start and each hour. Default 30 days.</summary>
    public Func<TimeSpan> Retention { get; init; } = () => TimeSpan.FromDays(30);

    /// <summary>Where drops, retries and damaged files are reported. Default: nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Records held in memory at most; what comes beyond is dropped and counted. Default 131,072.</summary>
    public int Capacity { get; init; } = 131_072;

    /// <summary>How long records gather before they are written together: what a crash loses at most. Default 20 ms.</summary>
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromMilliseconds(20);
}
