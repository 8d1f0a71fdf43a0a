namespace Headgate.Gateway.Config;

/// <summary>The <c>log:</c> section.</summary>
public sealed record LogOptions
{
    /// <summary><c>bodies: full</c> keeps request and reply bodies with the record; default off.</summary>
    public bool KeepsBodies { get; init; }

    /// <summary><c>retention</c>: how long records are kept. Default 30 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);
}
