using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Reranking;

namespace Headgate.Llm.Protocols;

/// <summary>Reads the ranked documents of an answer, which every vendor writes alike.</summary>
internal static class RankedList
{
    /// <summary>Reads the array that the walk stands on.</summary>
    public static ImmutableArray<RankedDocument> Read(ref JsonWalk walk, JsonPlace list, int documents)
    {
        ImmutableArray<RankedDocument>.Builder results = ImmutableArray.CreateBuilder<RankedDocument>();
        var seen = new bool[documents];
        walk.EnterArray(list);
        while (walk.NextElement())
        {
            RankedDocument result = ReadOne(ref walk, list.Item(results.Count));
            if (result.Index < 0 || result.Index >= documents || seen[result.Index])
            {
                throw JsonWalk.Refuse(list.Item(results.Count), "ranks no document that was sent, or one twice");
            }

            seen[result.Index] = true;
            results.Add(result);
        }

        return results.ToImmutable();
    }

    private static RankedDocument ReadOne(ref JsonWalk walk, JsonPlace place)
    {
        long? index = null;
        ReadOnlyMemory<byte>? score = null;
        ReadOnlyMemory<byte>? text = null;
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
            {
                index = walk.Whole(place.Member("index"));
            }
            else if (name.SequenceEqual("relevance_score"u8))
            {
                walk.Number(place.Member("relevance_score"));
                score = walk.Raw();
            }
            else if (name.SequenceEqual("document"u8))
            {
                text = DocumentText.Read(ref walk, place.Member("document"));
            }
            else
            {
                walk.Skip();
            }
        }

        return index is { } known && score is { } number
            ? new RankedDocument((int)Math.Clamp(known, -1, int.MaxValue), number, text)
            : throw JsonWalk.Refuse(place, "has no index or no relevance_score");
    }
}
