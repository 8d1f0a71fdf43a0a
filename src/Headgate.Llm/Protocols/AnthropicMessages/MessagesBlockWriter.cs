using System.Text.Json;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Writes the blocks of a streamed answer: numbered, one open at a time. Other protocols may go on with a call after they have begun
/// another; here nothing can be added to a block that was closed, so all else waits while a call is open, in its order.
/// </summary>
/// <param name="events">Where they are written.</param>
internal sealed class MessagesBlockWriter(MessagesEventWriter events)
{
    private readonly List<WaitingBlock> _waiting = [];
    private BlockKind _open;
    private int _blocks;
    private int _openCall;
    private bool _hasArguments;

    /// <summary>True once a tool has been called.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>The kind of the block that is open.</summary>
    public BlockKind OpenKind => _open;

    private int OpenBlock => _blocks - 1;

    /// <summary>Text. Its block begins with the first that is not empty: an empty block would be refused when it is sent back.</summary>
    public void AddText(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (_open == BlockKind.Call)
        {
            Last(BlockKind.Text).Text.Append(text);
            return;
        }

        Open(BlockKind.Text);
        events.Delta(OpenBlock, "text_delta"u8, "text"u8, text);
    }

    /// <summary>Thinking; empty where its text is withheld.</summary>
    public void AddThinking(string text)
    {
        if (_open == BlockKind.Call)
        {
            Last(BlockKind.Thinking).Text.Append(text);
            return;
        }

        Open(BlockKind.Thinking);
        if (text.Length > 0)
        {
            events.Delta(OpenBlock, "thinking_delta"u8, "thinking"u8, text);
        }
    }

    /// <summary>The signature of the thinking so far, which it ends.</summary>
    public void Sign(string signature)
    {
        if (_open == BlockKind.Call)
        {
            Last(BlockKind.Thinking).Signature = signature;
            return;
        }

        Open(BlockKind.Thinking);
        events.Delta(OpenBlock, "signature_delta"u8, "signature"u8, signature);
        Close();
    }

    /// <summary>Thinking that only its vendor can read.</summary>
    public void AddRedacted(string data)
    {
        if (_open == BlockKind.Call)
        {
            WaitingBlock block = new(BlockKind.Redacted);
            block.Text.Append(data);
            _waiting.Add(block);
            return;
        }

        Close();
        Utf8JsonWriter json = Begin("redacted_thinking"u8);
        json.WriteString("data"u8, data);
        Begun(json, BlockKind.Redacted);
        Close();
    }

    /// <summary>The beginning of a call.</summary>
    public void StartCall(int call, string id, string name)
    {
        HasCalls = true;
        if (_open == BlockKind.Call)
        {
            _waiting.Add(new WaitingBlock(BlockKind.Call) { Call = call, Id = id, Name = name });
            return;
        }

        Close();
        _openCall = call;
        _hasArguments = false;
        Utf8JsonWriter json = Begin("tool_use"u8);
        json.WriteString("id"u8, MessagesCallId.Fit(id));
        json.WriteString("name"u8, name);
        json.WriteStartObject("input"u8);
        json.WriteEndObject();
        Begun(json, BlockKind.Call);
    }

    /// <summary>A piece of a call's arguments.</summary>
    public void AddArguments(int call, string fragment)
    {
        if (fragment.Length == 0)
        {
            return;
        }

        if (_open == BlockKind.Call && call == _openCall)
        {
            _hasArguments = true;
            events.Delta(OpenBlock, "input_json_delta"u8, "partial_json"u8, fragment);
            return;
        }

        foreach (WaitingBlock block in _waiting)
        {
            if (block.Call == call)
            {
                block.Text.Append(fragment);
            }
        }
    }

    /// <summary>A part is whole. Where others wait, it is not said which, and the open one stays so.</summary>
    public void EndPart()
    {
        if (_waiting.Count == 0)
        {
            Close();
        }
    }

    /// <summary>All is said: closes the open block and writes those that wait.</summary>
    public void Finish()
    {
        Close();
        foreach (WaitingBlock block in _waiting)
        {
            WriteWhole(block);
        }

        _waiting.Clear();
    }

    private void WriteWhole(WaitingBlock block)
    {
        string text = block.Text.ToString();
        switch (block.Kind)
        {
            case BlockKind.Text:
                AddText(text);
                break;
            case BlockKind.Redacted:
                AddRedacted(text);
                break;
            case BlockKind.Call:
                StartCall(block.Call, block.Id, block.Name);
                AddArguments(block.Call, text);
                break;
            case BlockKind.Thinking:
                AddThinking(text);
                if (block.Signature is { } signature)
                {
                    Sign(signature);
                }

                break;
        }

        Close();
    }

    private WaitingBlock Last(BlockKind kind)
    {
        if (_waiting is not [.., { Signature: null } last] || last.Kind != kind)
        {
            last = new WaitingBlock(kind);
            _waiting.Add(last);
        }

        return last;
    }

    private void Open(BlockKind kind)
    {
        if (_open == kind)
        {
            return;
        }

        Close();
        bool isText = kind == BlockKind.Text;
        Utf8JsonWriter json = Begin(isText ? "text"u8 : "thinking"u8);
        json.WriteString(isText ? "text"u8 : "thinking"u8, ""u8);
        if (!isText)
        {
            json.WriteString("signature"u8, ""u8);
        }

        Begun(json, kind);
    }

    private Utf8JsonWriter Begin(ReadOnlySpan<byte> type)
    {
        Utf8JsonWriter json = events.Begin("content_block_start"u8, _blocks++);
        json.WriteStartObject("content_block"u8);
        json.WriteString("type"u8, type);
        return json;
    }

    private void Begun(Utf8JsonWriter json, BlockKind kind)
    {
        json.WriteEndObject();
        events.End(json);
        _open = kind;
    }

    private void Close()
    {
        if (_open == BlockKind.Other)
        {
            return;
        }

        if (_open == BlockKind.Call && !_hasArguments)
        {
            events.Delta(OpenBlock, "input_json_delta"u8, "partial_json"u8, "{}");
        }

        events.End(events.Begin("content_block_stop"u8, OpenBlock));
        _open = BlockKind.Other;
    }
}
