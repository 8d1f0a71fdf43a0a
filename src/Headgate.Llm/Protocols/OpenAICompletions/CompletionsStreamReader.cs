using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAICompletions;

/// <summary>Reads a stream of legacy completions: the content of a choice is its <c>text</c>.</summary>
internal sealed class CompletionsStreamReader : ChoiceStreamReader
{
    protected override bool HasContent(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (name.SequenceEqual("text"u8))
        {
            return value.HasText();
        }

        value.Skip();
        return false;
    }
}
