using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;
using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>An <see cref="AttemptRecord"/> as an element of the column <c>attempts</c>: times are whole microseconds, as in all columns.</summary>
internal sealed record AttemptJson(
    string Target,
    string Credential,
    int? Status,
    string? Fault,
    string? Detail,
    long ConnectUs,
    long? FirstTokenUs,
    long TotalUs,
    string? VendorRequestId,
    Usage? Usage,
    string? ServiceTier,
    long? CostNano,
    long? GivenBound = null,
    bool IsHedge = false,
    bool IsContinuation = false)
{
    /// <summary>Out.</summary>
    public static ImmutableArray<AttemptJson> Of(ImmutableArray<AttemptRecord> attempts) => [.. attempts.Select(attempt => new AttemptJson(
        attempt.Target,
        attempt.Credential,
        attempt.Status,
        attempt.Fault,
        attempt.Detail,
        Microseconds.Of(attempt.Connect),
        Microseconds.Of(attempt.FirstToken),
        Microseconds.Of(attempt.Total),
        attempt.VendorRequestId,
        attempt.Usage,
        attempt.ServiceTier,
        attempt.Cost?.Nanodollars,
        attempt.GivenBound,
        attempt.IsHedge,
        attempt.IsContinuation))];

    /// <summary>And back.</summary>
    public AttemptRecord ToRecord() => new()
    {
        Target = Target,
        Credential = Credential,
        Status = Status,
        Fault = Fault,
        Detail = Detail,
        Connect = Microseconds.ToSpan(ConnectUs),
        FirstToken = FirstTokenUs is { } firstToken ? Microseconds.ToSpan(firstToken) : null,
        Total = Microseconds.ToSpan(TotalUs),
        VendorRequestId = VendorRequestId,
        Usage = Usage,
        ServiceTier = ServiceTier,
        Cost = CostNano is { } cost ? new Money(cost) : null,
        GivenBound = GivenBound,
        IsHedge = IsHedge,
        IsContinuation = IsContinuation,
    };
}
