using Headgate.Console.Operations;
using Headgate.Console.Operations.Objects;

namespace Headgate.Server.Commands.Objects;

/// <summary>Where providers and models are changed: in a running gateway, or on the store itself.</summary>
internal interface IObjectDesk : IDisposable
{
    /// <summary>Shows one.</summary>
    ValueTask<Outcome<ConfigObjectView>> GetAsync(string section, string name, CancellationToken cancellation);

    /// <summary>Makes or replaces one.</summary>
    ValueTask<Outcome<ConfigObjectView>> PutAsync(string section, PutObjectInput input, CancellationToken cancellation);

    /// <summary>Removes one.</summary>
    ValueTask<Outcome<ConfigObjectView>> RemoveAsync(string section, string name, CancellationToken cancellation);

    /// <summary>Seals all credentials with the key in force.</summary>
    ValueTask<Outcome<SecretsView>> RotateSecretsAsync(CancellationToken cancellation);
}
