using OpenAI.Chat;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>What the updates of one streamed answer add up to.</summary>
internal sealed record StreamedReply(string Text, IReadOnlyList<ChatToolCall> ToolCalls, ChatFinishReason? FinishReason, ChatTokenUsage? Usage)
{
    public static async Task<StreamedReply> CollectAsync(ChatClient chat, IEnumerable<ChatMessage> messages, ChatCompletionOptions? options = null)
    {
        var text = "";
        var names = new SortedDictionary<int, (string Id, string Name)>();
        var arguments = new SortedDictionary<int, string>();
        ChatFinishReason? finish = null;
        ChatTokenUsage? usage = null;
        await foreach (var update in chat.CompleteChatStreamingAsync(messages, options, Bound.Token()))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            finish = update.FinishReason ?? finish;
            usage = update.Usage ?? usage;
            foreach (var part in update.ToolCallUpdates)
            {
                if (part.FunctionName is { } name)
                    names[part.Index] = (part.ToolCallId, name);
                arguments[part.Index] = arguments.GetValueOrDefault(part.Index) + part.FunctionArgumentsUpdate;
            }
        }

        var calls = names.Select(named =>
            ChatToolCall.CreateFunctionToolCall(named.Value.Id, named.Value.Name, BinaryData.FromString(arguments[named.Key])));
        return new StreamedReply(text, [.. calls], finish, usage);
    }
}
