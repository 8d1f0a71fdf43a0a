using System.Collections.Immutable;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Rules;

/// <summary>The aliases: names, targets and what is set in requests.</summary>
internal static class ModelRules
{
    private static readonly ImmutableArray<string> OwnMembers = ["model", "messages", "input", "stream", "stream_options", "prompt"];

    public static void Check(Draft draft)
    {
        foreach (Named<Section> model in draft.Models)
        {
            CheckName(draft, model);
            foreach (Written<Section> target in model.Value.Get(ModelKeys.Targets))
            {
                CheckTarget(draft, target.Value);
            }

            CheckWeights(draft, model.Value);
            CheckSplit(draft, model.Value);
            CheckMembers(draft, model.Value);
            CheckBackoff(draft, model.Value);
            CheckHedge(draft, model.Value);
        }

        new CircleRule(draft).Check();
    }

    private static void CheckHedge(Draft draft, Section model)
    {
        if (model.Find(ModelKeys.Hedge) is { Value: var hedge }
            && hedge.Find(HedgeKeys.After) is { } after
            && model.Get(ModelKeys.Timeouts).Get(TimeoutKeys.FirstToken) is var firstToken && firstToken > TimeSpan.Zero && after.Value >= firstToken)
        {
            draft.Report.Error(after.At, "a call whose time for the first token is up has nothing beside it", "write less than `timeouts.first_token`");
        }
    }

    private static void CheckName(Draft draft, Named<Section> model)
    {
        draft.CheckPattern(model.Name, model.At, ConfigPlace.Shown(model.Name));
        int slash = model.Name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && draft.Provider(model.Name[..slash]) is { } provider)
        {
            draft.Report.Warn(model.At, model.Name.EndsWith('*')
                ? $"what the provider `{provider.Name}` serves comes before this alias: `provider/model` is asked for directly"
                : $"this alias stands before the models of the provider `{provider.Name}` that it names");
        }

        if (model.Value.Find(ModelKeys.Targets) is { Value.IsEmpty: true })
        {
            draft.Report.Error(model.At, "an alias leads to at least one target");
        }
    }

    private static void CheckTarget(Draft draft, Section target)
    {
        if (target.Find(TargetKeys.Model) is not { } model)
        {
            return;
        }

        if (target.Has(TargetKeys.Pricing) && TargetReference.Find(draft, model.Value) is TargetReference.OfAlias)
        {
            draft.Report.Error(target.Place(TargetKeys.Pricing), "an alias has its own prices", $"write them at the targets of `{model.Shown}`");
        }

        switch (TargetReference.Find(draft, model.Value))
        {
            case null:
                draft.Report.Error(model.At, $"`{model.Shown}` is neither `provider/model` nor an alias", Suggest(draft, model.Value));
                break;
            case TargetReference.OfProvider { UpstreamModel: { } upstream, Provider: var provider }:
                CheckUpstream(draft, model, upstream, provider);
                break;
        }
    }

    private static void CheckUpstream(Draft draft, Written<string> model, string upstream, Named<Section> provider)
    {
        ImmutableArray<string> allowed = [.. provider.Value.Get(ProviderKeys.Models).Select(pattern => pattern.Value)];
        if (upstream.Contains('*', StringComparison.Ordinal))
        {
            draft.Report.Error(
                model.At, $"`{model.Shown}` is no model's name", $"`{provider.Name}/*` stands for the name that the client sent");
        }
        else if (!allowed.IsEmpty && !ModelPattern.Any(allowed, upstream))
        {
            draft.Report.Error(model.At, $"`{model.Shown}` is not among the `models` of `{provider.Name}`");
        }
    }

    /// <summary>A near alias or provider; or the providers there are, when the name has none.</summary>
    private static string? Suggest(Draft draft, string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
        {
            return NearName.Nearest(name[..slash], draft.Providers.Select(provider => provider.Name), 1) is [string near]
                ? $"did you mean `{near}{name[slash..]}`?"
                : NearName.Ask(name, draft.Models.Select(model => model.Name));
        }

        return NearName.Ask(name, draft.Models.Select(model => model.Name).Where(model => !model.EndsWith('*')))
            ?? (draft.Providers is [var only, ..] ? $"with a provider's name before it: `{only.Name}/{ConfigPlace.Shown(name)}`" : null);
    }

    private static void CheckWeights(Draft draft, Section model)
    {
        ImmutableArray<Written<Section>> targets = model.Get(ModelKeys.Targets);
        if ((model.Get(ModelKeys.Strategy) == Strategy.Weighted || model.Has(ModelKeys.Split)) && !targets.IsEmpty
            && targets.All(target => target.Value.Get(TargetKeys.Weight) == 0))
        {
            draft.Report.Error(model.Place(ModelKeys.Targets), "every target has weight 0");
        }
    }

    private static void CheckSplit(Draft draft, Section model)
    {
        bool isSplit = model.Has(ModelKeys.Split);
        foreach (Key key in (Key[])[ModelKeys.Strategy, ModelKeys.Sticky])
        {
            if (isSplit && model.Has(key))
            {
                draft.Report.Error(model.Place(key), $"`{key.Name}` and `split` both choose the first target", "write one of them");
            }
        }

        foreach (Written<Section> target in model.Get(ModelKeys.Targets).Where(target => !isSplit && target.Value.Has(TargetKeys.Variant)))
        {
            draft.Report.Error(target.Value.Place(TargetKeys.Variant), "there is no `split` that this would be a variant of");
        }
    }

    private static void CheckMembers(Draft draft, Section model)
    {
        foreach (Named<ReadOnlyMemory<byte>> member in model.Get(ModelKeys.Defaults).Where(member => OwnMembers.Contains(member.Name)))
        {
            draft.Report.Error(member.At, $"`{member.Name}` is the client's to set");
        }

        foreach (Written<string> member in model.Get(ModelKeys.Drop).Where(member => OwnMembers.Contains(member.Value)))
        {
            draft.Report.Error(member.At, $"`{member.Shown}` cannot be dropped");
        }

        foreach (Written<string> member in model.Get(ModelKeys.Drop)
            .Where(member => model.Get(ModelKeys.Defaults).Any(set => set.Name == member.Value)))
        {
            draft.Report.Error(member.At, $"`{member.Shown}` is both set and dropped");
        }
    }

    private static void CheckBackoff(Draft draft, Section model)
    {
        Section retry = model.Get(ModelKeys.Retry);
        if (retry.Get(RetryKeys.Backoff) > retry.Get(RetryKeys.MaxBackoff))
        {
            draft.Report.Error(retry.Place(RetryKeys.Backoff), "`backoff` is longer than `max_backoff`");
        }
    }
}
