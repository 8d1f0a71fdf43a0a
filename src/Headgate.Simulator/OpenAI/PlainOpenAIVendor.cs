namespace Headgate.Simulator.OpenAI;

/// <summary>OpenAI itself; others have its manners with a few of their own.</summary>
internal sealed class PlainOpenAIVendor : OpenAIVendor;
