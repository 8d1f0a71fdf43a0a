using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Headgate.Console.Api;
using Headgate.Console.Operations.Audit;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Config;

/// <summary>Checks a config and names every error; nothing is changed. For admins: no other role deals with config.</summary>
public sealed class ValidateConfig(IConfigControl config, AuditTrail trail) : AuditedOperation<ValidateConfigInput, ConfigVerdict>(trail)
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Admin;

    /// <inheritdoc />
    protected override ValueTask<Outcome<ConfigVerdict>> ExecuteAsync(
        ValidateConfigInput input, Actor actor, CancellationToken cancellation) => new(config.Validate(input.Text));

    /// <summary>The text's SHA-256: the text may hold secrets.</summary>
    protected override string ObjectOf(ValidateConfigInput input) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input.Text)))}";

    /// <inheritdoc />
    protected override AuditChange ChangeOf(ConfigVerdict result) => new(null, JsonSerializer.Serialize(result, Wire.Json.ConfigVerdict));
}
