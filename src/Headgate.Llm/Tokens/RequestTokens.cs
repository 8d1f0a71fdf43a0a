using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Tokens;

/// <summary>About how many input tokens a request has, for a vendor that cannot be asked.</summary>
public static class RequestTokens
{
    // What a message and a tool cost besides their text: https://developers.openai.com/cookbook/examples/how_to_count_tokens_with_tiktoken_v1,
    // read 2026-11-23.
    private const int PerMessage = 3;
    private const int PerTool = 7;
    private const int PerAnswer = 3;

    /// <summary>A large image at Anthropic, the most that one can cost there; its size is not read.</summary>
    private const int PerImage = 1600;

    /// <summary>Bytes of a document for which a token is counted: a page of a PDF has some 50 KB and 2,500 tokens.</summary>
    private const int DocumentBytesPerToken = 20;

    /// <summary>Counts all of the conversation and the tools.</summary>
    public static long Estimate(ChatRequest request)
    {
        long tokens = PerAnswer;
        foreach (Message message in request.Messages)
        {
            tokens += PerMessage + Of(message.Parts);
        }

        foreach (Tool tool in request.Tools)
        {
            tokens += PerTool + Of(tool);
        }

        return request.Format?.Schema is { } schema ? tokens + Of(schema) : tokens;
    }

    private static long Of(ImmutableArray<ContentPart> parts)
    {
        long tokens = 0;
        foreach (ContentPart part in parts)
        {
            tokens += part switch
            {
                TextPart text => TokenCounter.Count(text.Text),
                RefusalPart refusal => TokenCounter.Count(refusal.Text),
                ReasoningPart { Text: { } thinking } => TokenCounter.Count(thinking),
                ToolCallPart call => PerTool + TokenCounter.Count(call.Name) + Of(call.Arguments),
                ToolResultPart result => PerTool + Of(result.Content),
                ImagePart => PerImage,
                DocumentPart document => Of(document.Source),
                AudioPart audio => Of(audio.Source),
                NativePart native => Of(native.Json),
                _ => 0,
            };
        }

        return tokens;
    }

    private static long Of(Tool tool) => tool switch
    {
        Tool.Function function => TokenCounter.Count(function.Name)
            + (function.Description is { } description ? TokenCounter.Count(description) : 0)
            + (function.Parameters is { } parameters ? Of(parameters) : 0),
        Tool.Native native => Of(native.Json),
        _ => 0,
    };

    private static long Of(MediaSource source) => source switch
    {
        MediaSource.Text text => TokenCounter.Count(text.Value),
        MediaSource.Base64 data => data.Data.Length / 4 * 3 / DocumentBytesPerToken,
        _ => PerImage,
    };

    private static long Of(ReadOnlyMemory<byte> json) => TokenCounter.Count(Encoding.UTF8.GetString(json.Span));
}
