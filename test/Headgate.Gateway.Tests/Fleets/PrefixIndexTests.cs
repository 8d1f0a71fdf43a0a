using Headgate.Gateway.Fleets;

namespace Headgate.Gateway.Tests.Fleets;

public sealed class PrefixIndexTests
{
    [Fact]
    public void Finds_as_many_leading_blocks_as_were_sent()
    {
        var index = new PrefixIndex(100);
        index.Add([1, 2, 3, 4, 5]);

        Assert.Equal(0, index.Find([91, 92, 93]));
        Assert.Equal(3, index.Find([1, 2, 3, 94, 95]));
        Assert.Equal(5, index.Find([1, 2, 3, 4, 5, 6]));
        Assert.Equal(0, index.Find([]));
    }

    [Fact]
    public void Forgets_the_ends_of_prompts_before_their_beginnings()
    {
        var index = new PrefixIndex(5);
        index.Add([1, 2, 3, 4]);
        index.Add([11, 12, 13]);

        Assert.Equal(5, index.Count);
        Assert.Equal(2, index.Find([1, 2, 3, 4]));
        Assert.Equal(3, index.Find([11, 12, 13]));
    }

    [Fact]
    public void What_is_sent_again_is_new_again()
    {
        var index = new PrefixIndex(4);
        index.Add([1, 2]);
        index.Add([11, 12]);
        index.Add([1, 2]);
        index.Add([21, 22]);

        Assert.Equal(2, index.Find([1, 2]));
        Assert.Equal(0, index.Find([11, 12]));
    }

    [Fact]
    public void Keeps_the_beginning_of_a_prompt_that_is_larger_than_it()
    {
        var index = new PrefixIndex(3);
        index.Add([1, 2, 3, 4, 5]);

        Assert.Equal(3, index.Find([1, 2, 3, 4, 5]));
    }

    [Fact]
    public void Forgets_what_a_smaller_cache_cannot_have()
    {
        var index = new PrefixIndex(10);
        index.Add([1, 2, 3, 4, 5, 6]);
        index.Resize(2);

        Assert.Equal(2, index.Find([1, 2, 3, 4, 5, 6]));
        Assert.Equal(2, index.Count);
    }

    [Fact]
    public void Is_what_a_plain_list_would_be_whatever_is_sent()
    {
        var random = new Random(1);
        var index = new PrefixIndex(40);
        var list = new List<ulong>(); // the newest first
        for (int i = 0; i < 2_000; i++)
        {
            ulong[] prompt = [.. Enumerable.Range(1, random.Next(1, 12)).Select(block => (ulong)((random.Next(12) * 1000 * (block == 1 ? 1 : 0)) + block))];
            for (int block = 1; block < prompt.Length; block++)
            {
                prompt[block] += prompt[block - 1] * 31; // of the block and all before it
            }

            foreach (ulong block in prompt.Reverse())
            {
                list.Remove(block);
                list.Insert(0, block);
            }

            list.RemoveRange(Math.Min(40, list.Count), Math.Max(0, list.Count - 40));
            index.Add(prompt);

            Assert.Equal(list.Count, index.Count);
            Assert.All(list, block => Assert.Equal(1, index.Find([block])));
        }
    }
}
