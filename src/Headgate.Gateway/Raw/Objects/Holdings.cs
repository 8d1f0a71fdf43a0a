using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>The objects that a request names: it can go only where they lie.</summary>
/// <param name="Objects">The objects, all of the caller's scope.</param>
/// <param name="Hollow">
/// The ids of items that lack what they stand for, each with what the caller's scope owns of this id. Only a target of their own protocol would look
/// for them: any other is told what there is.
/// </param>
internal sealed record Holdings(ImmutableArray<OwnedObject> Objects, ImmutableArray<(string Id, OwnedObject? Owned)> Hollow)
{
    /// <summary>The plan without the targets that cannot know these objects.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="asked">The client's protocol.</param>
    public Outcome<AttemptPlan> Pin(AttemptPlan plan, NativeProtocol asked)
    {
        if (Objects.IsEmpty && Hollow.IsEmpty)
        {
            return plan;
        }

        AttemptPlan pinned = plan with { Targets = Homes(plan.Targets), LeftOut = Homes(plan.LeftOut) };
        return pinned.Targets.IsEmpty && pinned.LeftOut.IsEmpty ? Homeless(plan, asked) : pinned;
    }

    private ImmutableArray<Target> Homes(ImmutableArray<Target> targets) =>
        [.. targets.Where(target => target.TranslatedTo is null ? IsHome(target) : Objects.IsEmpty)];

    private bool IsHome(Target target) =>
        Objects.All(owned => ObjectHome.Is(owned, target)) && Hollow.All(item => item.Owned is { } owned && ObjectHome.Is(owned, target));

    private GatewayError Homeless(AttemptPlan plan, NativeProtocol asked)
    {
        if (Hollow.FirstOrDefault(item => item.Owned is null).Id is { } unknown)
        {
            return ObjectHome.NotFound(unknown);
        }

        OwnedObject first = Objects.IsEmpty ? Hollow[0].Owned! : Objects[0];
        string place = $"'{first.Id}' lies at the provider {first.Provider}";
        if (plan.Targets.Concat(plan.LeftOut).FirstOrDefault(target => target.TranslatedTo is not null && ObjectHome.Is(first, target)) is not { } home)
        {
            return new GatewayError(ErrorKind.NotFound, $"{place}, where this model does not lead.") { Param = "model" };
        }

        // The model leads there, but the call does not: what is stored is known to the vendor alone, and cannot be said in another way.
        return new GatewayError(
            ErrorKind.UnsupportedEndpoint,
            home.Provider.Vendor.Speaks(home.UpstreamModel).Contains(asked.Protocol)
                ? $"{place}, which this request has to be translated for, and what is stored cannot be: send all of it."
                : $"{place}, which has no {asked.Name}, and the gateway does not have what is stored: send all of it.");
    }
}
