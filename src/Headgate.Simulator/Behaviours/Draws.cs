namespace Headgate.Simulator.Behaviours;

/// <summary>The random draws of one call (SplitMix64): a function of the server's seed and the call's number alone.</summary>
internal sealed class Draws(long seed, long sequence)
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private ulong _state = Mix((ulong)seed) ^ Mix((ulong)sequence + 0x632BE59BD9B4E019);

    /// <summary>0 to 99.</summary>
    public int Percent() => (int)(Next() % 100);

    /// <summary>From -1 to 1.</summary>
    public double Signed() => (Next() >> 11) * (2.0 / (1UL << 53)) - 1.0;

    public string Id(string prefix, int length = 24) =>
        prefix + string.Create(length, this, static (characters, draws) =>
        {
            foreach (ref var character in characters)
                character = Alphabet[(int)(draws.Next() % (ulong)Alphabet.Length)];
        });

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
