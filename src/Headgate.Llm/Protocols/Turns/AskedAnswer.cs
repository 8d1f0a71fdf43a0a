using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>A whole answer in the client's terms: its own names of tools, and text where a tool stood in for a structured answer.</summary>
/// <param name="sent">How the request was written.</param>
/// <param name="losses">Where it is named what the model said beside a structured answer.</param>
internal sealed class AskedAnswer(SentRequest sent, LossList losses)
{
    /// <summary>Rewrites the vendor's answer.</summary>
    public ChatChoice Of(ChatChoice choice)
    {
        ContentPart? answer = choice.Parts.FirstOrDefault(IsAnswer);
        ImmutableArray<ContentPart>.Builder parts = ImmutableArray.CreateBuilder<ContentPart>(choice.Parts.Length);
        bool hasCalls = false;
        foreach (ContentPart part in choice.Parts)
        {
            if (answer is not null && !ReferenceEquals(part, answer) && (part is TextPart || IsAnswer(part)))
            {
                losses.Add(part.Place, AnswerTool.Beside);
                continue;
            }

            hasCalls |= part is ToolCallPart && !ReferenceEquals(part, answer);
            parts.Add(part switch
            {
                ToolCallPart call when ReferenceEquals(call, answer) => TextOf(call),
                ToolCallPart call => call with { Name = sent.ClientToolName(call.Name) },
                _ => part,
            });
        }

        bool isAnswered = sent.AnswerTool is not null && choice.Finish == FinishReason.ToolCalls && !hasCalls;
        return choice with { Parts = parts.DrainToImmutable(), Finish = isAnswered ? FinishReason.Stop : choice.Finish };
    }

    private bool IsAnswer(ContentPart part) => part is ToolCallPart { Name: var name } && name == sent.AnswerTool;

    private TextPart TextOf(ToolCallPart answer)
    {
        ReadOnlyMemory<byte> value = sent.IsAnswerWrapped ? InputSchema.Unwrap(answer.Arguments) : answer.Arguments;
        return new TextPart(Encoding.UTF8.GetString(ToolArguments.Compact(value).Span)) { Place = answer.Place };
    }
}
