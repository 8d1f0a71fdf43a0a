using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.Gemini;

/// <summary>
/// The model's name where a body says it once more, as <c>models/{model}</c>, and Google refuses another than the path's:
/// https://ai.google.dev/api/embeddings, read 2026-11-23.
/// </summary>
internal static class GeminiModelName
{
    private const string Member = "model";

    /// <summary>The name as bodies have it.</summary>
    public static string InBody(string model) => $"models/{model}";

    /// <summary>What to set in an object that names another; none where it names this one, or none at all.</summary>
    public static ImmutableArray<MemberEdit> Rename(JsonScan named, string model) =>
        named.TryGet("model"u8, out JsonMember found) && found.Kind != JsonTokenType.Null && named.GetString("model"u8) != InBody(model)
            ? [MemberEdit.SetString(Member, InBody(model))]
            : [];

    /// <summary>A value with the name in place of another; null when it needs no change, or is no object.</summary>
    public static ReadOnlyMemory<byte>? Renamed(ReadOnlyMemory<byte> named, string model)
    {
        if (named.Span[0] != '{')
        {
            return null;
        }

        JsonScan scan = JsonScan.OfObject(named);
        ImmutableArray<MemberEdit> wanted = Rename(scan, model);
        if (wanted.IsEmpty)
        {
            return null;
        }

        var edits = new RequestEdits();
        foreach (MemberEdit edit in wanted)
        {
            edits.Add(edit);
        }

        SplicedBody renamed = edits.Apply(scan);
        var whole = new ArrayBufferWriter<byte>((int)renamed.Length);
        foreach (ReadOnlyMemory<byte> piece in renamed.Pieces)
        {
            whole.Write(piece.Span);
        }

        return whole.WrittenMemory;
    }
}
