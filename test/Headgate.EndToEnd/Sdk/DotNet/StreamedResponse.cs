using System.Text;
using OpenAI.Responses;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>What the updates of one streamed response add up to.</summary>
internal sealed class StreamedResponse
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _thought = new();
    private readonly Dictionary<string, string> _arguments = [];
    private readonly List<ResponseItem> _items = [];
    private ResponseResult? _whole;

    /// <summary>The text, piece by piece.</summary>
    public string Text => _text.ToString();

    /// <summary>The summary of the reasoning, piece by piece.</summary>
    public string Thought => _thought.ToString();

    /// <summary>The items that have ended, in order.</summary>
    public IReadOnlyList<ResponseItem> Items => _items;

    /// <summary>The calls among them.</summary>
    public IReadOnlyList<FunctionCallResponseItem> Calls => [.. _items.OfType<FunctionCallResponseItem>()];

    /// <summary>The response that the last event has.</summary>
    public ResponseResult Whole => _whole!;

    public static async Task<StreamedResponse> CollectAsync(ResponsesClient responses, CreateResponseOptions options)
    {
        var reply = new StreamedResponse();
        var expected = 0;
        options.StreamingEnabled = true;
        await foreach (var update in await responses.CreateResponseStreamingAsync(options, Bound.Token()))
        {
            Assert.Equal(expected++, update.SequenceNumber);
            Assert.Null(reply._whole);
            reply.Add(update);
        }

        // What was told in pieces is what is told as a whole.
        Assert.Equal(reply.Text, reply.Whole.GetOutputText() ?? "");
        Assert.Equal(reply._items.Select(item => item.Id), reply.Whole.OutputItems.Select(item => item.Id));
        Assert.All(reply.Calls, call => Assert.Equal(call.FunctionArguments.ToString(), reply._arguments[call.Id]));
        return reply;
    }

    private void Add(StreamingResponseUpdate update)
    {
        switch (update)
        {
            case StreamingResponseOutputTextDeltaUpdate text:
                _text.Append(text.Delta);
                break;
            case StreamingResponseReasoningSummaryTextDeltaUpdate thought:
                _thought.Append(thought.Delta);
                break;
            case StreamingResponseFunctionCallArgumentsDeltaUpdate arguments:
                _arguments[arguments.ItemId] = _arguments.GetValueOrDefault(arguments.ItemId) + arguments.Delta;
                break;
            case StreamingResponseOutputItemDoneUpdate done:
                _items.Add(done.Item);
                break;
            case StreamingResponseCompletedUpdate completed:
                _whole = completed.Response;
                break;
            case StreamingResponseIncompleteUpdate incomplete:
                _whole = incomplete.Response;
                break;
        }
    }
}
