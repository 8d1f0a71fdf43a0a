using System.Buffers;
using System.Text.Json;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Writes how the items of one streamed answer begin, grow and end, in the order that the vendor's own events have. One message or one item of
/// reasoning is open at a time; calls may be open together, since vendors interleave them.
/// </summary>
internal sealed class ResponsesItemEvents(ResponsesEventWriter events, OutputItems items)
{
    private readonly List<OutputItem.Call?> _calls = [];
    private OutputItem? _open;
    private OutputText? _text;

    private Utf8JsonWriter Json => events.Json;

    /// <summary>Adds to the text, or the refusal, of the open message.</summary>
    public void AddText(string delta, bool isRefusal, IBufferWriter<byte> output)
    {
        if (_open is not OutputItem.Message message)
        {
            Close(output);
            _open = message = items.AddMessage();
            Announce(message, output);
        }

        if (_text?.IsRefusal != isRefusal)
        {
            ClosePart(output);
            _text = new OutputText(isRefusal);
            message.Texts.Add(_text);
            WritePart("response.content_part.added", message, isWhole: false, output);
        }

        _text!.Text.Append(delta);
        OpenPart(isRefusal ? "response.refusal.delta" : "response.output_text.delta", message, output);
        Json.WriteString("delta"u8, delta);
        if (!isRefusal)
        {
            WriteNoProbabilities();
        }

        events.Close(output);
    }

    /// <summary>Adds to the thinking.</summary>
    public void AddThought(string delta, IBufferWriter<byte> output)
    {
        OutputItem.Reasoning thought = OpenThought(output);
        if (delta.Length == 0)
        {
            return;
        }

        if (thought.Text.Length == 0)
        {
            OpenSummary("response.reasoning_summary_part.added", thought, output);
            Json.WritePropertyName("part"u8);
            thought.WriteSummary(Json, isWhole: false);
            events.Close(output);
        }

        thought.Text.Append(delta);
        OpenSummary("response.reasoning_summary_text.delta", thought, output);
        Json.WriteString("delta"u8, delta);
        events.Close(output);
    }

    /// <summary>The text of the open item of reasoning; empty when none is open.</summary>
    public string Thought => (_open as OutputItem.Reasoning)?.Text.ToString() ?? "";

    /// <summary>Seals the thinking so far and ends it.</summary>
    public void SealThought(string? sealedText, IBufferWriter<byte> output)
    {
        OpenThought(output).Sealed = sealedText;
        Close(output);
    }

    /// <summary>Begins a call.</summary>
    public void AddCall(int number, string callId, string name, bool isFreeform, IBufferWriter<byte> output)
    {
        Close(output);
        OutputItem.Call call = items.AddCall(callId, name, isFreeform);
        while (_calls.Count <= number)
        {
            _calls.Add(null);
        }

        _calls[number] = call;
        _open = call;
        Announce(call, output);
    }

    /// <summary>Adds to a call's arguments.</summary>
    public void AddArguments(int number, string delta, IBufferWriter<byte> output)
    {
        if (number < _calls.Count && _calls[number] is { } call && delta.Length > 0)
        {
            call.Arguments.Append(delta);
            events.OpenOf(call, call.IsFreeform ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta", output);
            Json.WriteString("delta"u8, delta);
            events.Close(output);
        }
    }

    /// <summary>Ends the part that was added to last.</summary>
    public void EndPart(IBufferWriter<byte> output)
    {
        switch (_open)
        {
            case OutputItem.Message:
                ClosePart(output);
                break;
            case OutputItem.Call call:
                CloseCall(_calls.IndexOf(call), output);
                _open = null;
                break;
            default:
                Close(output);
                break;
        }
    }

    /// <summary>Ends all that is open.</summary>
    /// <param name="output">Where it is told.</param>
    /// <param name="isCut">True when the answer broke off, inside what was added to last.</param>
    public void EndAll(IBufferWriter<byte> output, bool isCut)
    {
        if (_open is not null)
        {
            _open.IsCut = isCut;
        }

        Close(output);
        for (int i = 0; i < _calls.Count; i++)
        {
            CloseCall(i, output);
        }
    }

    private OutputItem.Reasoning OpenThought(IBufferWriter<byte> output)
    {
        if (_open is not OutputItem.Reasoning thought)
        {
            Close(output);
            _open = thought = items.AddReasoning();
            Announce(thought, output);
        }

        return thought;
    }

    // A call stays open: vendors go on with it when others have begun.
    private void Close(IBufferWriter<byte> output)
    {
        if (_open is OutputItem.Message message)
        {
            ClosePart(output);
            End(message, output);
        }
        else if (_open is OutputItem.Reasoning thought)
        {
            CloseSummary(thought, output);
            End(thought, output);
        }

        _open = null;
    }

    private void ClosePart(IBufferWriter<byte> output)
    {
        if (_text is null)
        {
            return;
        }

        OutputItem.Message message = (OutputItem.Message)_open!;
        OpenPart(_text.IsRefusal ? "response.refusal.done" : "response.output_text.done", message, output);
        Json.WriteString(_text.IsRefusal ? "refusal"u8 : "text"u8, _text.Text.ToString());
        if (!_text.IsRefusal)
        {
            WriteNoProbabilities();
        }

        events.Close(output);
        WritePart("response.content_part.done", message, isWhole: true, output);
        _text = null;
    }

    private void CloseSummary(OutputItem.Reasoning thought, IBufferWriter<byte> output)
    {
        if (thought.Text.Length == 0)
        {
            return;
        }

        OpenSummary("response.reasoning_summary_text.done", thought, output);
        Json.WriteString("text"u8, thought.Text.ToString());
        events.Close(output);
        OpenSummary("response.reasoning_summary_part.done", thought, output);
        Json.WritePropertyName("part"u8);
        thought.WriteSummary(Json, isWhole: true);
        events.Close(output);
    }

    private void CloseCall(int number, IBufferWriter<byte> output)
    {
        if (_calls[number] is not { } call)
        {
            return;
        }

        if (call is { IsFreeform: false, Arguments.Length: 0 })
        {
            AddArguments(number, "{}", output);
        }

        events.OpenOf(call, call.IsFreeform ? "response.custom_tool_call_input.done" : "response.function_call_arguments.done", output);
        Json.WriteString(call.IsFreeform ? "input"u8 : "arguments"u8, call.Arguments.ToString());
        events.Close(output);
        End(call, output);
        _calls[number] = null;
    }

    private void Announce(OutputItem item, IBufferWriter<byte> output) => WriteItem("response.output_item.added", item, isWhole: false, output);

    private void End(OutputItem item, IBufferWriter<byte> output) => WriteItem("response.output_item.done", item, isWhole: true, output);

    private void WriteItem(string type, OutputItem item, bool isWhole, IBufferWriter<byte> output)
    {
        events.Open(type, output);
        Json.WriteNumber("output_index"u8, item.Index);
        Json.WritePropertyName("item"u8);
        item.Write(Json, isWhole);
        events.Close(output);
    }

    private void WritePart(string type, OutputItem.Message message, bool isWhole, IBufferWriter<byte> output)
    {
        OpenPart(type, message, output);
        Json.WritePropertyName("part"u8);
        _text!.Write(Json, isWhole);
        events.Close(output);
    }

    private void OpenPart(string type, OutputItem.Message message, IBufferWriter<byte> output)
    {
        events.OpenOf(message, type, output);
        Json.WriteNumber("content_index"u8, message.Texts.Count - 1);
    }

    private void OpenSummary(string type, OutputItem.Reasoning thought, IBufferWriter<byte> output)
    {
        events.OpenOf(thought, type, output);
        Json.WriteNumber("summary_index"u8, 0);
    }

    private void WriteNoProbabilities()
    {
        Json.WriteStartArray("logprobs"u8);
        Json.WriteEndArray();
    }
}
