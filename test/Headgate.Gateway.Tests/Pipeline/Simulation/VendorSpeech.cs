using Headgate.Gateway.Tests.Pipeline.Rig;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>How an answer is written in one of the protocols that simulated vendors speak. Its text is pieces like <c>&lt;call:piece&gt;</c>.</summary>
/// <param name="Opening">What a stream begins with, before any text.</param>
/// <param name="TextBefore">What stands before a piece of a stream's text.</param>
/// <param name="TextAfter">And after it.</param>
/// <param name="End">What a stream ends with that is whole.</param>
/// <param name="Error">What breaks a stream off.</param>
/// <param name="WholeBefore">What stands before the text of an answer in one piece.</param>
/// <param name="WholeAfter">And after it.</param>
internal sealed record VendorSpeech(
    string Opening, string TextBefore, string TextAfter, string End, string Error, string WholeBefore, string WholeAfter)
{
    private static readonly VendorSpeech Chat = new(
        Chunk("{\"role\":\"assistant\",\"content\":\"\"}"),
        Before(Chunk("{\"content\":\"|\"}")),
        After(Chunk("{\"content\":\"|\"}")),
        Wire.ChatStop + Wire.ChatUsage + Wire.Done,
        Wire.ChatError,
        Before(Wire.ChatReply.Replace("hello", "|", StringComparison.Ordinal)),
        After(Wire.ChatReply.Replace("hello", "|", StringComparison.Ordinal)));

    private static readonly VendorSpeech Messages = new(
        Wire.MessageStart + Wire.BlockStart,
        Before(Wire.BlockDelta.Replace("hello", "|", StringComparison.Ordinal)),
        After(Wire.BlockDelta.Replace("hello", "|", StringComparison.Ordinal)),
        Wire.MessageEnd,
        Wire.MessageError,
        Before(Wire.MessageReply.Replace("hello", "|", StringComparison.Ordinal)),
        After(Wire.MessageReply.Replace("hello", "|", StringComparison.Ordinal)));

    private static readonly VendorSpeech Images = Chat with { WholeBefore = "{\"created\":1,\"data\":[{\"b64_json\":\"", WholeAfter = "\"}]}" };

    /// <summary>The one of a path.</summary>
    public static VendorSpeech At(Uri address) => address.AbsolutePath switch
    {
        "/v1/chat/completions" => Chat,
        "/v1/messages" => Messages,
        "/v1/images/generations" => Images,
        _ => throw new ArgumentOutOfRangeException(nameof(address), address, "Nobody listens there."),
    };

    /// <summary>A piece of a stream's text.</summary>
    public string Text(int call, int piece) => Said($"<{call}:{piece}>");

    /// <summary>Some text of a stream.</summary>
    public string Said(string text) => $"{TextBefore}{text}{TextAfter}";

    /// <summary>An answer in one piece.</summary>
    public string Whole(int call) => $"{WholeBefore}<{call}:0><{call}:1>{WholeAfter}";

    private static string Chunk(string delta) =>
        $"data: {{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{delta},\"finish_reason\":null}}]}}\n\n";

    private static string Before(string frame) => frame[..frame.IndexOf('|', StringComparison.Ordinal)];

    private static string After(string frame) => frame[(frame.IndexOf('|', StringComparison.Ordinal) + 1)..];
}
