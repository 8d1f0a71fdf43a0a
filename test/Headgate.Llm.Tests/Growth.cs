namespace Headgate.Llm.Tests;

/// <summary>How the work of something grows with its size, by the bytes that it allocates: the same on every machine, which time is not.</summary>
internal static class Growth
{
    /// <summary>How many times as much twice the size takes: about 2 for work in proportion, about 4 where each part is copied for each other.</summary>
    /// <param name="size">The smaller size.</param>
    /// <param name="prepare">Makes the work for a size; making it does not count.</param>
    public static double WhenDoubled(int size, Func<int, Action> prepare)
    {
        prepare(size)(); // what is made once does not count
        return (double)Allocated(prepare(2 * size)) / Allocated(prepare(size));
    }

    private static long Allocated(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
