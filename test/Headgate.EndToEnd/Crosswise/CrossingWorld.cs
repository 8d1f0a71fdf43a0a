using Headgate.EndToEnd.Worlds;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>A gateway whose models lead to both kinds of vendor, for calls that bring their own bytes.</summary>
public sealed class CrossingWorld : PlainWorld
{
    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator) + """
        models:
          openai-first: { targets: [ { model: openai/status-500 }, { model: claude/echo } ], retry: { tries: 1 } }
          claude-first: { targets: [ { model: claude/status-529 }, { model: openai/echo } ], retry: { tries: 1 } }
          claude-second-thinking:
            targets: [ { model: openai/status-500 }, { model: "claude/claude-sonnet-4-5:reasoning-parallel-tools" } ]
            retry: { tries: 1 }
          openai-breaks: { targets: [ { model: openai/preamble-then-error }, { model: claude/echo } ], retry: { tries: 1 } }
          claude-breaks: { targets: [ { model: claude/preamble-then-error }, { model: openai/echo } ], retry: { tries: 1 } }
          lossless: { targets: [ { model: claude/echo } ], on_loss: reject }
          lossless-first: { targets: [ { model: claude/echo }, { model: openai/echo } ], on_loss: reject }
          silent: { targets: [ { model: claude/echo } ], on_loss: allow }

        """;

    /// <summary>Makes one call.</summary>
    internal async Task<CrossingReply> CallAsync(string path, string body)
    {
        using var request = TestCall.To(Gateway.BaseUrl, path, body);
        using var response = await Client.SendAsync(request, Bound.Token());
        var text = await response.Content.ReadAsStringAsync(Bound.Token());
        var record = await Gateway.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());
        var losses = response.Headers.TryGetValues("x-headgate-losses", out var values) ? values.Single().Split(", ") : [];
        return new CrossingReply((int)response.StatusCode, text, losses, record, [.. Calls(record)]);
    }

    private IEnumerable<SimulatedCall> Calls(RequestRecord record) => record.Attempts
        .Where(attempt => attempt.Status is not null)
        .Select(attempt => Assert.Single(Simulator.Calls, call => call.Id == attempt.VendorRequestId));
}
