using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pricing;

/// <summary>What past requests would cost by other prices than those of their time. Their records stay as they are.</summary>
public static class Rerating
{
    /// <summary>What a request would cost by the prices of a config, at the time it arrived; null when that is not known, as for its own cost.</summary>
    public static Money? Cost(RequestRecord record, ConfigSnapshot config)
    {
        Money all = Money.Zero;
        if (NativeProtocols.Get(record.Protocol).IsFree)
        {
            return all;
        }

        for (int i = 0; i < record.Attempts.Length; i++)
        {
            AttemptRecord attempt = record.Attempts[i];
            bool hasAnswered = record.Target is not null && i == record.Attempts.Length - 1;
            if (attempt.Usage is { } usage)
            {
                if (PricesOf(attempt.Target, record.Model, config)?.Cost(usage, record.Time, attempt.ServiceTier) is not { } cost)
                {
                    return null;
                }

                all += cost;
            }
            else if (hasAnswered)
            {
                return null;
            }
        }

        return all;
    }

    private static ModelPrices? PricesOf(string target, string? asked, ConfigSnapshot config)
    {
        int slash = target.IndexOf('/', StringComparison.Ordinal);
        string model = target[(slash + 1)..];
        if (config.Providers.FirstOrDefault(each => each.Name.Length == slash && target.StartsWith(each.Name, StringComparison.Ordinal)) is not { } provider)
        {
            return null;
        }

        ModelPrices? known = config.Prices.Find(provider, model);
        PriceRow? written = asked is not null && config.Models.Find(asked) is { } alias ? WrittenFor(alias.Targets, provider, model) : null;
        return written is null ? known : (known ?? ModelPrices.Unknown).With(written);
    }

    /// <summary>What an alias says of a target of its own, or of those of the aliases it leads to.</summary>
    private static PriceRow? WrittenFor(ImmutableArray<AliasTarget> targets, Provider provider, string model) => targets
        .Select(target => target switch
        {
            AliasTarget.Model own when ReferenceEquals(own.Provider, provider) && (own.UpstreamModel ?? model) == model => own.Pricing,
            AliasTarget.Alias nested => WrittenFor(nested.Target.Targets, provider, model),
            _ => null,
        })
        .FirstOrDefault(pricing => pricing is not null);
}
