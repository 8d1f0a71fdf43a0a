using Headgate.Console.Operations;
using Headgate.Console.Operations.Budgets;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/budgets</c>.</summary>
internal static class BudgetRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapUrl<ListBudgets, PageInput, Listing<BudgetView>>(
        "GET", "/budgets",
        "Lists the budgets in force, those of end users who have used one included, and how they stand.", url => url.Page(), Wire.Json.ListingBudgetView);
}
