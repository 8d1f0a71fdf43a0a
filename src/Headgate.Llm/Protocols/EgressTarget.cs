using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols;

/// <summary>Whom a request is written for.</summary>
/// <param name="Model">The vendor's name of the model.</param>
/// <param name="Vendor">The vendor's row: its quirks.</param>
public sealed record EgressTarget(string Model, VendorRow Vendor);
