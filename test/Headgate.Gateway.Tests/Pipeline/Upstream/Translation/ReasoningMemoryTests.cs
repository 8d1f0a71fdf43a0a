using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Translation;

public sealed class ReasoningMemoryTests
{
    private static readonly Uri Vendor = new("https://vendor.test");

    [Fact]
    public void Gives_back_what_was_kept_to_the_key_it_belongs_to_alone()
    {
        var memory = new ReasoningMemory();
        memory.Keep("key_1", Vendor, "call", Thinking("why"));

        Assert.True(memory.TryRecall("key_1", Vendor, "call", out KeptThinking? kept));
        Assert.Equal("why", Assert.Single(kept.Thoughts).Part.Text);
        Assert.False(memory.TryRecall("key_2", Vendor, "call", out _));
        Assert.False(memory.TryRecall("key_1", Vendor, "other", out _));
    }

    [Fact]
    public void Forgets_what_was_not_asked_for_longest_when_it_is_full()
    {
        var memory = new ReasoningMemory(maxBytes: 8_000);
        memory.Keep("key", Vendor, "a", Thinking(new string('a', 1_000)));
        memory.Keep("key", Vendor, "b", Thinking(new string('b', 1_000)));
        memory.Keep("key", Vendor, "c", Thinking(new string('c', 1_000)));
        Assert.True(memory.TryRecall("key", Vendor, "a", out _));

        memory.Keep("key", Vendor, "d", Thinking(new string('d', 1_000)));

        Assert.Equal([true, false, true, true], new[] { "a", "b", "c", "d" }.Select(call => memory.TryRecall("key", Vendor, call, out _)));
    }

    [Fact]
    public void Counts_a_call_that_is_kept_again_once()
    {
        var memory = new ReasoningMemory(maxBytes: 6_000);
        memory.Keep("key", Vendor, "a", Thinking(new string('a', 1_000)));
        for (int i = 0; i < 10; i++)
        {
            memory.Keep("key", Vendor, "b", Thinking(new string('b', 1_000)));
        }

        Assert.True(memory.TryRecall("key", Vendor, "a", out _));
    }

    [Fact]
    public void Does_not_keep_what_is_larger_than_a_call_may_hold()
    {
        var memory = new ReasoningMemory(maxBytes: 1_000_000, maxEntryBytes: 3_000);

        memory.Keep("key", Vendor, "small", Thinking(new string('x', 1_000)));
        memory.Keep("key", Vendor, "large", Thinking(new string('x', 1_500)));

        Assert.True(memory.TryRecall("key", Vendor, "small", out _));
        Assert.False(memory.TryRecall("key", Vendor, "large", out _));
    }

    private static KeptThinking Thinking(string text) =>
        new([new(new ReasoningPart { Text = text, Signature = "s", SignedBy = WireProtocol.AnthropicMessages }, 0)], Follows: 0);
}
