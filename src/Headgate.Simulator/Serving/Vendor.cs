using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>What differs between vendors whatever the operation: credentials, headers, errors, the list of models.</summary>
internal abstract class Vendor
{
    /// <summary>The credential in the vendor's own header, or null.</summary>
    protected abstract string? Credential(IHeaderDictionary request);

    /// <summary>Puts on the headers that every answer of the vendor has: some useful, some that a gateway should not pass on.</summary>
    public abstract void Stamp(IHeaderDictionary response, string requestId, DateTimeOffset now);

    /// <summary>Puts on the headers that only a refusal has.</summary>
    public virtual void StampError(IHeaderDictionary response, VendorError error)
    {
    }

    public abstract void WriteError(Utf8JsonWriter json, VendorError error, string requestId);

    public abstract VendorError Explain(Failure failure);

    public abstract VendorError UnknownModel(string model);

    public abstract void WriteModel(Utf8JsonWriter json, string model);

    public abstract void WriteModels(Utf8JsonWriter json, IReadOnlyList<string> models);

    /// <summary>Any credential is good, but one with "bad" or "limited" in it; the message shows it, as careless vendors' do.</summary>
    public virtual VendorError? CredentialError(HttpRequest request, ReadOnlyMemory<byte> body, DateTimeOffset now) => Credential(request.Headers) switch
    {
        null or "" => new VendorError(401, "No API key was provided.") { Code = "invalid_api_key" },
        var bad when bad.Contains("bad", StringComparison.Ordinal) =>
            new VendorError(401, $"Incorrect API key provided: {bad}.") { Code = "invalid_api_key" },
        var limited when limited.Contains("limited", StringComparison.Ordinal) =>
            Explain(new Failure(FailureKind.Status, 429, TimeSpan.FromSeconds(1))),
        _ => null,
    };

    protected static string? Bearer(IHeaderDictionary request)
    {
        var header = request.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }
}
