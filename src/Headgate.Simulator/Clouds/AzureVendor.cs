using Headgate.Simulator.OpenAI;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Clouds;

/// <summary>
/// Azure's manners: a key in <c>api-key</c>, or a token that was issued here.
/// https://learn.microsoft.com/azure/foundry/openai/reference (read 2026-11-22).
/// </summary>
internal sealed class AzureVendor(Mint mint) : DelegatingVendor(new PlainOpenAIVendor())
{
    public const string Audience = "azure";

    protected override string? Credential(IHeaderDictionary request) =>
        request["api-key"].ToString() is { Length: > 0 } key ? key
        : Bearer(request) is { } token && mint.IsGood(Audience, token) ? token
        : null;

    public override VendorError UnknownModel(string model) =>
        new(404, "The API deployment for this resource does not exist.") { Code = "DeploymentNotFound" };
}
