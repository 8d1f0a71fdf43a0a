using System.Text;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>What a stream has told its client, for another vendor to go on with should it break off. One stream's, and its continuations'.</summary>
internal sealed class AnswerSoFar
{
    /// <summary>An answer that is longer is not kept any more, and so not continued.</summary>
    private const int MostChars = 1 << 20;

    private readonly StringBuilder _text = new();
    private bool _isText = true;

    /// <summary>The text told.</summary>
    public string Text => _text.ToString();

    /// <summary>
    /// True when another vendor may go on: nothing was told but text, and thinking that nobody signed. A call of a tool that has begun, signed thinking
    /// and refusals are for who began them to end.
    /// </summary>
    public bool MayGoOn => _isText && !string.IsNullOrWhiteSpace(Text);

    /// <summary>The client is told this.</summary>
    public void Tell(ChatEvent told)
    {
        switch (told)
        {
            case ChatEvent.TextDelta { Choice: 0 } text when _text.Length + text.Text.Length <= MostChars:
                _text.Append(text.Text);
                break;
            case ChatEvent.Started or ChatEvent.UsageReported or ChatEvent.PartEnded or ChatEvent.Lost:
            case ChatEvent.ReasoningDelta { Choice: 0 } when _text.Length == 0:
                break;
            default:
                _isText = false;
                break;
        }
    }
}
