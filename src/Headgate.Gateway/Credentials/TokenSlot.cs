namespace Headgate.Gateway.Credentials;

/// <summary>
/// The token of one grant. It is renewed when it is used late in its life, by one call at a time and behind the back of those who use the old
/// one, which stays as long as it is good. After a failure the issuer is left alone for a while that doubles.
/// </summary>
internal sealed class TokenSlot(Func<Task<TokenAnswer>> ask, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _renewing = new();
    private volatile AccessToken? _token;
    private Task<CredentialAnswer>? _renewal;
    private TokenFault? _fault;
    private DateTimeOffset _notBefore;
    private TimeSpan _pause;

    /// <summary>The asking that is under way, or the last; null before the first.</summary>
    internal Task? Renewal => _renewal;

    /// <summary>True when there is no token that is still good, and none on its way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_renewing)
            {
                return _renewal is not { IsCompleted: false } && (_token is null || time.GetUtcNow() >= _token.EndsAt);
            }
        }
    }

    /// <summary>The token, at once where there is one.</summary>
    public ValueTask<CredentialAnswer> TakeAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        AccessToken? token = _token;
        if (token is null || now >= token.EndsAt)
        {
            return new ValueTask<CredentialAnswer>(RenewAsync(now).WaitAsync(cancellation));
        }

        if (now >= token.RefreshAt)
        {
            _ = RenewAsync(now);
        }

        return ValueTask.FromResult(new CredentialAnswer(token.Secret, null));
    }

    private Task<CredentialAnswer> RenewAsync(DateTimeOffset now)
    {
        lock (_renewing)
        {
            if (_renewal is { IsCompleted: false })
            {
                return _renewal;
            }

            if (_token is { } other && now < other.RefreshAt)
            {
                return Task.FromResult(new CredentialAnswer(other.Secret, null)); // another was quicker
            }

            return now < _notBefore ? Task.FromResult(new CredentialAnswer(null, _fault)) : _renewal = AskAsync();
        }
    }

    private async Task<CredentialAnswer> AskAsync()
    {
        TokenAnswer answer = await ask().ConfigureAwait(false);
        lock (_renewing)
        {
            _fault = answer.Fault;
            if (answer.Token is { } token)
            {
                (_token, _pause) = (token, TimeSpan.Zero);
                return new CredentialAnswer(token.Secret, null);
            }

            _pause = _pause == TimeSpan.Zero ? FirstPause : _pause < LongestPause / 2 ? _pause * 2 : LongestPause;
            _notBefore = time.GetUtcNow() + _pause;
            return new CredentialAnswer(null, _fault);
        }
    }
}
