using Headgate.Console.Client;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Objects;

namespace Headgate.Server.Commands.Objects;

/// <summary>The desk of a running gateway: its admin API, so that a change counts there at once.</summary>
internal sealed class RunningObjects(HttpMessageInvoker http, Uri address, string token) : IObjectDesk
{
    private readonly AdminClient _client = new(http, address, token);

    /// <inheritdoc />
    public ValueTask<Outcome<ConfigObjectView>> GetAsync(string section, string name, CancellationToken cancellation) =>
        _client.GetObjectAsync(section, name, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<ConfigObjectView>> PutAsync(string section, PutObjectInput input, CancellationToken cancellation) =>
        _client.PutObjectAsync(section, input, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<ConfigObjectView>> RemoveAsync(string section, string name, CancellationToken cancellation) =>
        _client.RemoveObjectAsync(section, name, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<SecretsView>> RotateSecretsAsync(CancellationToken cancellation) => _client.RotateSecretsAsync(cancellation);

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
