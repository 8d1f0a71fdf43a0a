using System.CommandLine;
using System.Globalization;
using Headgate.Gateway.Pricing;

namespace Headgate.Server.Commands.Prices;

/// <summary><c>headgate prices show MODEL</c>: what the catalogue says of a model, at each vendor that has it.</summary>
internal static class ShowPricesCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> model = new("model") { Description = "A model (`gpt-5-mini`), or one of a vendor's (`openai/gpt-5-mini`)." };
        Command command = new("show", "Shows a model's prices, in dollars.") { model };
        command.SetAction(parsed => Show(parsed.GetRequiredValue(model), terminal));
        return command;
    }

    private static int Show(string asked, Terminal terminal)
    {
        ModelPrices[] found = [.. Find(asked).Distinct()];
        foreach (ModelPrices model in found)
        {
            terminal.Output.WriteLine($"{model.Vendor}/{model.Model}");
            foreach (PriceStep step in model.Steps)
            {
                terminal.Output.WriteLine($"  {string.Join(", ", Conditions(step).Concat(step.Prices.Written.Select(Price)))}");
            }

            foreach ((string tier, decimal factor) in model.Tiers)
            {
                terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  tier {tier}: tokens × {factor}"));
            }
        }

        if (found.Length == 0)
        {
            terminal.Error.WriteLine($"no price of {asked} is known");
        }

        return found.Length == 0 ? ExitCode.Refused : ExitCode.Done;
    }

    // A name with a slash may be a vendor's model, or a model whose name has one.
    private static IEnumerable<ModelPrices> Find(string asked)
    {
        int slash = asked.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && ModelCatalog.Of(asked[..slash]) is not null
            ? Known(ModelCatalog.Find(asked[..slash], asked[(slash + 1)..]))
            : ModelCatalog.Vendors.SelectMany(vendor => Known(ModelCatalog.Find(vendor, asked)));
    }

    private static IEnumerable<ModelPrices> Known(ModelPrices? model) => model is null ? [] : [model];

    private static IEnumerable<string> Conditions(PriceStep step)
    {
        if (step.From is { } day)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"from {day:yyyy-MM-dd}");
        }

        if (step.Hours is var (from, to))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}-{to:HH:mm} UTC");
        }

        if (step.Above is { } tokens)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"above {tokens} input tokens");
        }

        if (step.Tier is { } tier)
        {
            yield return $"tier {tier}";
        }
    }

    private static string Price(WrittenPrice price) =>
        string.Create(CultureInfo.InvariantCulture, $"{price.Name} {price.Dollars:0.############}/{(price.Units == 1_000 ? "1k" : "1M")}");
}
