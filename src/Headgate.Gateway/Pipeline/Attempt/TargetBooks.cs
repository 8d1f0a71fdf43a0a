using Headgate.Gateway.Fleets;
using Headgate.Gateway.Health;
using Headgate.Gateway.Queueing;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>What is known of targets and lives on across reloads.</summary>
/// <param name="Health">How they fare.</param>
/// <param name="Queues">The queues in front of them.</param>
/// <param name="Fleets">Their servers, where they have several.</param>
internal sealed record TargetBooks(HealthBook Health, QueueBook Queues, FleetBook Fleets);
