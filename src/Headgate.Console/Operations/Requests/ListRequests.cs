using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Requests;

/// <summary>Lists request records, newest first, without bodies.</summary>
public sealed class ListRequests(IRequestLog requests) : Operation<ListRequestsInput, Listing<RequestView>>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override async ValueTask<Outcome<Listing<RequestView>>> ExecuteAsync(
        ListRequestsInput input, Actor actor, CancellationToken cancellation)
    {
        if (PageInput.CheckLimit(input.Query.Limit) is { } problem)
        {
            return problem;
        }

        RequestPage page = await requests.QueryAsync(input.Query, cancellation);
        return new Listing<RequestView>([.. page.Items.Select(RequestView.Of)], page.Next)
        {
            Total = input.WithTotal ? await requests.CountAsync(input.Query, cancellation) : null,
        };
    }
}
