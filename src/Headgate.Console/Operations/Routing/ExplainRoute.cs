using System.Runtime.InteropServices;
using System.Text.Json;
using Headgate.Gateway.Advice;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Llm.Protocols;

namespace Headgate.Console.Operations.Routing;

/// <summary>Shows what would become of a request now, and why. Nothing is called.</summary>
public sealed class ExplainRoute(ISnapshotSource config, RouteAdviser adviser) : Operation<ExplainRouteInput, RouteView>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override ValueTask<Outcome<RouteView>> ExecuteAsync(ExplainRouteInput input, Actor actor, CancellationToken cancellation) =>
        new(Explain(input));

    private Outcome<RouteView> Explain(ExplainRouteInput input)
    {
        if (NativeProtocols.Find(input.Protocol) is not { } protocol)
        {
            return Problem.Invalid("protocol", $"`protocol` takes one of {string.Join(", ", NativeProtocols.All.Select(known => known.Name))}.");
        }

        if (input.InputTokens < 0)
        {
            return Problem.Invalid("input_tokens", "`input_tokens` is at least 0.");
        }

        if (input.Request is { } request && (request.ValueKind != JsonValueKind.Object || input.Tools))
        {
            return Problem.Invalid("request", input.Tools ? "`request` says itself what tools it has: leave `tools` out." : "`request` is a JSON object.");
        }

        VirtualKey? key = input.Key is { } name ? Find(name) : null;
        return input.Key is not null && key is null
            ? Problem.Invalid("key", "There is no such key.")
            : RouteView.Of(protocol.Dialect, adviser.Advise(new RouteQuestion
            {
                Model = input.Model,
                Key = key,
                Protocol = protocol.Protocol,
                Body = input.Request is { } body ? JsonMarshal.GetRawUtf8Value(body).ToArray() : default,
                IsStream = input.Stream,
                HasTools = input.Tools,
                InputTokens = input.InputTokens,
                Session = input.Session,
                Metadata = input.Metadata,
            }));
    }

    private VirtualKey? Find(string idOrName) =>
        config.Current.Keys.All.FirstOrDefault(key => key.Id == idOrName) ?? config.Current.Keys.All.FirstOrDefault(key => key.Name == idOrName);
}
