using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Requests;

/// <summary>Adds up what requests used and cost, as far back as the request log is kept.</summary>
public sealed class GetUsage(IRequestLog requests) : Operation<GetUsageInput, Listing<UsageRow>>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<Listing<UsageRow>>> ExecuteAsync(GetUsageInput input, Actor actor, CancellationToken cancellation)
    {
        if (ByOf(input.By) is not { } by)
        {
            return Problem.Invalid("by", "`by` takes `key`, `team`, `model`, `provider` or `tag`.");
        }

        if (input.Bucket is not (null or "hour" or "day"))
        {
            return Problem.Invalid("bucket", "`bucket` takes `hour` or `day`.");
        }

        TimeSpan? bucket = input.Bucket is null ? null : input.Bucket == "hour" ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        ImmutableArray<UsageSum> sums = await requests.SumAsync(new UsageQuery(input.Requests, by, bucket), cancellation);
        return Listing<UsageRow>.Cut(sums.Select(sum => UsageRow.Of(sum, by)), row => $"{row.Time:yyyy-MM-ddTHH} {NameOf(row)}", input.Page);
    }

    private static UsageBy? ByOf(string? text) => text switch
    {
        null or "key" => UsageBy.Key,
        "team" => UsageBy.Team,
        "model" => UsageBy.Model,
        "provider" => UsageBy.Provider,
        "tag" => UsageBy.Tag,
        _ => null,
    };

    private static string? NameOf(UsageRow row) => row.Key ?? row.Team ?? row.Model ?? row.Provider ?? row.Tag;
}
