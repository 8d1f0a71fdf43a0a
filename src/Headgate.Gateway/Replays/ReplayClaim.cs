using System.Security.Cryptography;
using System.Text;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Replays;

/// <summary>One request's right to be the one that is answered under its <c>Idempotency-Key</c>, and what it was answered. One owner.</summary>
/// <param name="book">Who else has one.</param>
/// <param name="mark">What it is known by.</param>
/// <param name="requestId">The request.</param>
/// <param name="arrived">When it arrived.</param>
internal sealed class ReplayClaim(ReplayBook book, RequestMark mark, string requestId, DateTimeOffset arrived)
{
    private const int FirstSize = 4096;

    private byte[] _bytes = [];
    private int _length;
    private int _status;
    private string _contentType = "";
    private long? _toCome;
    private bool _isGivenUp;
    private int _calls;

    /// <summary>What it is known by.</summary>
    public RequestMark Mark { get; } = mark;

    /// <summary>The request.</summary>
    public string RequestId { get; } = requestId;

    /// <summary>When it arrived.</summary>
    public DateTimeOffset Arrived { get; } = arrived;

    /// <summary>True once it is sure that no request before it was charged.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>True once the answer has come to its good end.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>The <c>Idempotency-Key</c> of the next call that is made for it: another one for each, and the client's own cannot be read in it.</summary>
    /// <param name="target">What is called.</param>
    public string NextKey(string target)
    {
        int call = Interlocked.Increment(ref _calls); // two may be under way, one beside the other
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Mark.Key} {RequestId} {target} {call}"));
        return $"headgate-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }

    /// <summary>The answer begins.</summary>
    public void Begin(int status, string contentType, long? length) => (_status, _contentType, _toCome) = (status, contentType, length);

    /// <summary>Keeps a piece of the answer, as long as there is room.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        if (!_isGivenUp && (_length + piece.Length <= _bytes.Length || TryGrow(_length + piece.Length)))
        {
            piece.CopyTo(_bytes.AsSpan(_length));
            _length += piece.Length;
        }
    }

    /// <summary>The request has ended, and what it cost is written down.</summary>
    /// <param name="cost">What it cost; null when that is not known.</param>
    public void End(Money? cost)
    {
        if (!IsConfirmed)
        {
            book.Leave(this);
            return;
        }

        // What a client left unread is whole all the same.
        bool isWhole = !_isGivenUp && _status != 0 && (IsAnswered || _toCome == _length);
        if (isWhole)
        {
            book.Give(_bytes.Length - _length);
            book.End(this, ReplayState.Answered, new KeptAnswer(_status, _contentType, _toCome is null, _bytes.AsSpan(0, _length).ToArray()));
        }
        else
        {
            GiveUp();
            book.End(this, cost == Money.Zero ? ReplayState.Free : ReplayState.Charged, null);
        }

        _bytes = [];
    }

    private bool TryGrow(int needed)
    {
        int wanted = Math.Max(needed, Math.Max(FirstSize, (int)Math.Min(_bytes.Length * 2L, book.MaxAnswerBytes)));
        if (needed > book.MaxAnswerBytes || !book.TryTake(wanted - _bytes.Length))
        {
            GiveUp();
            return false;
        }

        Array.Resize(ref _bytes, wanted);
        return true;
    }

    private void GiveUp()
    {
        book.Give(_bytes.Length);
        (_isGivenUp, _bytes) = (true, []);
    }
}
