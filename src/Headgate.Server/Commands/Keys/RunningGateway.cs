using Headgate.Console.Client;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Keys;

namespace Headgate.Server.Commands.Keys;

/// <summary>The desk of a running gateway: its admin API, so that a change counts there at once.</summary>
internal sealed class RunningGateway(HttpMessageInvoker http, Uri address, string token) : IKeyDesk
{
    private readonly AdminClient _client = new(http, address, token);

    /// <inheritdoc />
    public ValueTask<Outcome<KeyView>> IssueAsync(IssueKeyInput key, CancellationToken cancellation) =>
        _client.IssueKeyAsync(key, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<Listing<KeyView>>> ListAsync(PageInput page, CancellationToken cancellation) =>
        _client.ListKeysAsync(page, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<KeyView>> RevokeAsync(string idOrName, CancellationToken cancellation) =>
        _client.RevokeKeyAsync(idOrName, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<KeyView>> RotateAsync(RotateKeyInput input, CancellationToken cancellation) =>
        _client.RotateKeyAsync(input, cancellation);

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
