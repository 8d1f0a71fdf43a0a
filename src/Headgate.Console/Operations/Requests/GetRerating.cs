using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Requests;

/// <summary>Prices past requests anew by the prices in force, beside what their records say. Changes nothing.</summary>
public sealed class GetRerating(IRequestLog requests, IConfigControl config) : Operation<RequestQuery, ReratingView>
{
    private const int RecordsAtOnce = 1_000;

    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<ReratingView>> ExecuteAsync(RequestQuery input, Actor actor, CancellationToken cancellation)
    {
        ConfigSnapshot snapshot = config.Current;
        (Money cost, Money rerated) = (Money.Zero, Money.Zero);
        (long count, long unpriced, long stillUnpriced) = (0, 0, 0);
        string? cursor = null;
        do
        {
            RequestPage page = await requests.QueryAsync(input with { Limit = RecordsAtOnce, Cursor = cursor }, cancellation);
            foreach (RequestRecord record in page.Items)
            {
                Money? anew = Rerating.Cost(record, snapshot);
                cost += record.Cost ?? Money.Zero;
                rerated += anew ?? Money.Zero;
                unpriced += record.Cost is null ? 1 : 0;
                stillUnpriced += anew is null ? 1 : 0;
                count++;
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        return new ReratingView(count, cost.ToString(), unpriced, rerated.ToString(), stillUnpriced);
    }
}
