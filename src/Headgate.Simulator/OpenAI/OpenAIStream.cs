using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI;

/// <summary>The two events that chat and completions streams share.</summary>
internal static class OpenAIStream
{
    public static readonly StreamEvent Done = new(null, "[DONE]"u8.ToArray(), 0, false);

    public static StreamEvent Error(EventScratch scratch)
    {
        OpenAIVendor.WriteErrorMember(scratch.Begin(), Failure);
        return scratch.End();
    }

    public static readonly VendorError Failure = new(500, "The simulated failure inside the stream.") { Code = "server_error" };
}
