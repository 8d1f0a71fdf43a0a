namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>The tokens that a request has taken of its key's minute, before it was known how many it would use.</summary>
/// <param name="rate">Whose minute.</param>
/// <param name="perMinute">The limit.</param>
/// <param name="taken">How many.</param>
/// <param name="frequency">Timestamps a second.</param>
internal sealed class TokenTurn(CellRate rate, int perMinute, long taken, long frequency)
{
    /// <summary>Corrects it to what was used.</summary>
    public void Settle(long used) => rate.Correct(perMinute, used - taken, frequency);
}
