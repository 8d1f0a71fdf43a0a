using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Where things stand in requests and answers of this protocol.</summary>
internal static class ResponsesPaths
{
    private const string InputItem = "$.input[{0}]";
    private const string OutputItem = "$.output[{0}]";

    /// <summary>The instructions beside the input.</summary>
    public static readonly JsonPlace Instructions = new("$.instructions");

    /// <summary>How much to think.</summary>
    public static readonly JsonPlace Reasoning = new("$.reasoning");

    /// <summary>The form of the answer.</summary>
    public static readonly JsonPlace Text = new("$.text");

    /// <summary>The form's details.</summary>
    public static readonly JsonPlace Format = new("$.text.format");

    /// <summary>An answer's count of tokens.</summary>
    public static readonly JsonPlace Usage = new("$.usage");

    /// <summary>An item of a request.</summary>
    public static JsonPlace Input(int index) => new(InputItem, index);

    /// <summary>An item of an answer.</summary>
    public static JsonPlace Output(int index) => new(OutputItem, index);

    /// <summary>A part of an item's content.</summary>
    public static JsonPlace Content(JsonPlace item, int part) =>
        item with { Shape = item.Shape == InputItem ? "$.input[{0}].content[{1}]" : "$.output[{0}].content[{1}]", Second = part };

    /// <summary>A part of what a tool gave.</summary>
    public static JsonPlace Result(JsonPlace item, int part) => item with { Shape = "$.input[{0}].output[{1}]", Second = part };

    /// <summary>True when a part stood in the content of the same item as another: items are numbered, and their parts behind them.</summary>
    public static bool AreOfOneItem(JsonPlace one, JsonPlace other) => one.First == other.First && one.Shape == other.Shape;

    /// <summary>The item that a part of content stood in.</summary>
    public static JsonPlace ItemOf(JsonPlace part) => Input(part.First);
}
