namespace Headgate.Gateway.Credentials;

/// <summary>What asking for a token gave: the token or a fault.</summary>
internal readonly struct TokenAnswer
{
    private TokenAnswer(AccessToken? token, TokenFault? fault) => (Token, Fault) = (token, fault);

    public AccessToken? Token { get; }

    public TokenFault? Fault { get; }

    public static implicit operator TokenAnswer(AccessToken token) => new(token, null);

    public static implicit operator TokenAnswer(TokenFault fault) => new(null, fault);
}
