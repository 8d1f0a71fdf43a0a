using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Where things stand in chat requests and answers.</summary>
internal static class ChatPaths
{
    /// <summary>The end of the shape of every place in a <c>tool_calls</c>.</summary>
    private const string Call = ".tool_calls[{1}]";

    private const string Part = ".content[{1}]";

    private const string Function = "$.functions[{0}]";

    /// <summary>The settings of a stream.</summary>
    public static readonly JsonPlace StreamOptions = new("$.stream_options");

    /// <summary>An answer's count of tokens.</summary>
    public static readonly JsonPlace Usage = new("$.usage");

    /// <summary>A message of a request.</summary>
    public static ChatMessagePlaces Message(int index) =>
        new(
            new JsonPlace("$.messages[{0}]", index),
            new JsonPlace("$.messages[{0}]" + Part, index),
            new JsonPlace("$.messages[{0}]" + Call, index));

    /// <summary>A choice of an answer.</summary>
    public static JsonPlace Choice(int position) => new("$.choices[{0}]", position);

    /// <summary>The message of a choice.</summary>
    public static ChatMessagePlaces ChoiceMessage(int position) =>
        new(
            new JsonPlace("$.choices[{0}].message", position),
            new JsonPlace("$.choices[{0}].message" + Part, position),
            new JsonPlace("$.choices[{0}].message" + Call, position));

    /// <summary>A tool.</summary>
    public static JsonPlace Tool(int index) => new("$.tools[{0}]", index);

    /// <summary>A tool in the deprecated form.</summary>
    public static JsonPlace DeprecatedFunction(int index) => new(Function, index);

    /// <summary>True when a part that the hub does not know stood among the calls of tools, not in the content.</summary>
    public static bool IsCall(NativePart part) => part.Place.Shape?.EndsWith(Call, StringComparison.Ordinal) == true;

    /// <summary>True when a part stood in an array of content.</summary>
    public static bool IsContent(ContentPart part) => part.Place.Shape?.EndsWith(Part, StringComparison.Ordinal) == true;

    /// <summary>True when the client speaks of functions, not of tools, and expects the like in the answer.</summary>
    public static bool SpeaksOfFunctions(ChatRequest request) => request.Tools is [{ Place.Shape: Function }, ..];
}
