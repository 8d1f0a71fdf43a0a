using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Writes one candidate of a streamed answer. Gemini's calls come whole, so that a call waits until all of it is there, and all else behind it, in
/// its order; a signature waits for what it stands on.
/// </summary>
/// <param name="index">The candidate's number.</param>
/// <param name="chunks">Where it is written.</param>
internal sealed class GeminiCandidateWriter(int index, GeminiChunkWriter chunks)
{
    private readonly List<ContentPart> _signatures = [];
    private readonly List<(ContentPart? Part, GeminiOpenCall? Call)> _waiting = [];
    private FinishReason _finish = FinishReason.Stop;
    private bool _isThinking;
    private bool _isRefusal;

    /// <summary>The word for why it ended.</summary>
    public string Reason => GeminiFinish.Word(_finish, _isRefusal);

    /// <summary>Text of the answer, or of a refusal.</summary>
    public void AddText(string text, bool isRefusal)
    {
        _isRefusal |= isRefusal;
        _isThinking = false;
        if (text.Length > 0)
        {
            Add(new TextPart(text));
        }
    }

    /// <summary>Thinking; empty where its text is withheld.</summary>
    public void AddThinking(string text)
    {
        if (text.Length > 0)
        {
            _isThinking = true;
            Add(new ReasoningPart { Text = text });
        }
    }

    /// <summary>
    /// The signature of the thinking so far, which it ends; of what comes next, where no thinking was told, and where it is Gemini's own, which signs
    /// its parts and hardly its thoughts.
    /// </summary>
    public void Sign(string signature, WireProtocol signedBy)
    {
        ReasoningPart signed = new() { Text = "", Signature = signature, SignedBy = signedBy };
        bool isOfThinking = _isThinking && signedBy != WireProtocol.GeminiGenerateContent;
        _isThinking = false;
        if (isOfThinking || _waiting.Count > 0)
        {
            Add(signed);
        }
        else
        {
            _signatures.Add(signed);
        }
    }

    /// <summary>Thinking that only its vendor can read.</summary>
    public void AddRedacted(string data, WireProtocol signedBy)
    {
        _isThinking = false;
        Add(new ReasoningPart { Redacted = data, SignedBy = signedBy });
    }

    /// <summary>The beginning of a call.</summary>
    public void StartCall(int call, string id, string name)
    {
        _isThinking = false;
        _waiting.Add((null, new GeminiOpenCall(call, id, name)));
    }

    /// <summary>A piece of a call's arguments.</summary>
    public void AddArguments(int call, string fragment) =>
        _waiting.Find(waiting => waiting.Call?.Number == call).Call?.Arguments.Append(fragment);

    /// <summary>A part is whole. Where others wait, it is not said which.</summary>
    public void EndPart()
    {
        _isThinking = false;
        if (_waiting.Count == 1)
        {
            Flush();
        }
    }

    /// <summary>The candidate is whole.</summary>
    public void Finish(FinishReason reason)
    {
        _finish = reason;
        Flush();
        if (_signatures.Count > 0)
        {
            Write([]);
        }
    }

    private void Add(ContentPart part)
    {
        if (_waiting.Count > 0)
        {
            _waiting.Add((part, null));
        }
        else
        {
            Write([part]);
        }
    }

    private void Flush()
    {
        if (_waiting.Count > 0)
        {
            ContentPart[] parts = [.. _waiting.Select(waiting => waiting.Part ?? waiting.Call!.ToPart())];
            _waiting.Clear();
            Write(parts);
        }
    }

    private void Write(ContentPart[] parts)
    {
        chunks.Write(index, [.. _signatures, .. parts]);
        _signatures.Clear();
    }
}
