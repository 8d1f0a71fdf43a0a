using Headgate.Console.Operations;

namespace Headgate.Server.Commands.Admin;

/// <summary>Reads a list to its end, for commands that show it whole.</summary>
internal static class AllPages
{
    /// <summary>All items, or the first problem.</summary>
    public static async ValueTask<Outcome<IReadOnlyList<T>>> ReadAsync<T>(Func<PageInput, ValueTask<Outcome<Listing<T>>>> read)
    {
        List<T> all = [];
        string? cursor = null;
        do
        {
            Outcome<Listing<T>> page = await read(new PageInput(1000, cursor));
            if (!page.Succeeded)
            {
                return page.Problem;
            }

            all.AddRange(page.Value.Items);
            cursor = page.Value.Next;
        }
        while (cursor is not null);
        return all;
    }
}
