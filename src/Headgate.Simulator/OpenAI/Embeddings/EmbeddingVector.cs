using System.Text;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.OpenAI.Embeddings;

/// <summary>A text's vector of length 1: a function of the text and the dimensions alone, whatever the seed.</summary>
internal static class EmbeddingVector
{
    public static float[] Of(string text, int dimensions)
    {
        var draws = new Draws(Hash(text), dimensions);
        var numbers = new double[dimensions];
        for (var i = 0; i < dimensions; i++)
            numbers[i] = draws.Signed();
        var length = Math.Sqrt(numbers.Sum(number => number * number));
        return [.. numbers.Select(number => (float)(number / length))];
    }

    /// <summary>FNV-1a, 64 bits.</summary>
    private static long Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var utf8 in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ utf8) * 1099511628211UL;
        return (long)hash;
    }
}
