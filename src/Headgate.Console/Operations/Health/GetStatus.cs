using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Health;

/// <summary>Shows how the gateway is.</summary>
public sealed class GetStatus(IGatewayState gateway, IConfigControl config, IRecordSink records, TimeProvider time)
    : Operation<Nothing, StatusView>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override ValueTask<Outcome<StatusView>> ExecuteAsync(Nothing input, Actor actor, CancellationToken cancellation) =>
        new(new StatusView(
            gateway.Phase,
            gateway.Version,
            config.Current.Hash,
            config.Refused is not null,
            gateway.Started.UtcDateTime,
            (long)(time.GetUtcNow() - gateway.Started).TotalSeconds,
            gateway.OpenRequests,
            records.Pending,
            records.Dropped));
}
