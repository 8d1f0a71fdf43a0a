namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>A call that a simulated vendor has got.</summary>
/// <param name="Number">Which one it is, of all.</param>
/// <param name="At">When it came.</param>
/// <param name="Request">The client's request that it is for.</param>
/// <param name="Credential">Whose it is.</param>
/// <param name="Fault">What becomes of it.</param>
internal readonly record struct VendorCall(int Number, TimeSpan At, string Request, string Credential, VendorFault Fault);
