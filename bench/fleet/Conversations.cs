using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.FleetWorld;

/// <summary>
/// Conversations, many at a time: each prompt is the one before it in its conversation, and more. Requests come by chance, each in any of the
/// conversations; one that is over makes room for the next.
/// </summary>
internal static class Conversations
{
    public static IEnumerable<Arrival> Of(WorldSpec world)
    {
        var chance = new Chance(Draw.Mix(world.Seed));
        // A conversation of n turns that grows evenly repeats (n - 1) / (n + 1) of its tokens.
        double turns = (1 + world.PrefixShare) / (1 - world.PrefixShare);
        double growth = WorldSpec.InputTokens * 2 / (turns + 1);
        var open = new Conversation?[world.Different];
        double at = 0;
        for (int number = 0; number < world.Requests; number++)
        {
            at += chance.Pause(world.Rate);
            ref Conversation? conversation = ref open[chance.Below(open.Length)];
            if (conversation is null or { TurnsLeft: 0 })
            {
                int length = (int)(turns + 1 - chance.Unit()); // by chance the whole number below or above
                conversation = new Conversation(number, conversation is null ? 1 + chance.Below(length) : length);
            }

            Prompt prompt = conversation.Next(growth * chance.LogNormal(WorldSpec.Deviation));
            yield return new Arrival(at, prompt, Arrival.Output(chance));
        }
    }

    private sealed class Conversation(int number, int turns)
    {
        private readonly IEnumerator<ulong> _text = Arrival.Blocks(number).GetEnumerator();
        private readonly List<ulong> _blocks = [];
        private long _tokens;

        public int TurnsLeft { get; private set; } = turns;

        public Prompt Next(double more)
        {
            TurnsLeft--;
            _tokens = (long)Math.Min(_tokens + Math.Max(16, more), WorldSpec.MostInputTokens);
            while (_blocks.Count < _tokens / WorldSpec.BlockTokens && _text.MoveNext())
            {
                _blocks.Add(_text.Current);
            }

            return new Prompt([.. _blocks], _tokens, WorldSpec.BlockTokens);
        }
    }
}
