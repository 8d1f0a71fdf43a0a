using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>The objects that a request names: it can go only where they lie.</summary>
/// <param name="Objects">The objects, all of the caller's scope.</param>
internal sealed record Holdings(ImmutableArray<OwnedObject> Objects)
{
    /// <summary>The plan without the targets that cannot know these objects.</summary>
    public Outcome<AttemptPlan> Pin(AttemptPlan plan)
    {
        if (Objects.IsEmpty)
        {
            return plan;
        }

        AttemptPlan pinned = plan with { Targets = Homes(plan.Targets), LeftOut = Homes(plan.LeftOut) };
        return pinned.Targets.IsEmpty && pinned.LeftOut.IsEmpty
            ? new GatewayError(ErrorKind.NotFound, $"'{Objects[0].Id}' lies at the provider {Objects[0].Provider}, where this model does not lead.")
            {
                Param = "model",
            }
            : pinned;
    }

    private ImmutableArray<Target> Homes(ImmutableArray<Target> targets) =>
        [.. targets.Where(target => target.TranslatedTo is null && Objects.All(owned => ObjectHome.Is(owned, target)))];
}
