using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>What the writers of one request share. One owner.</summary>
/// <param name="Request">What is written.</param>
/// <param name="Target">For whom.</param>
/// <param name="Json">Where it is written.</param>
/// <param name="Losses">What does not arrive.</param>
internal sealed record ChatDraft(ChatRequest Request, EgressTarget Target, Utf8JsonWriter Json, LossList Losses)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 64;

    /// <summary>The most characters of a call's id: https://github.com/Portkey-AI/gateway/issues/1062, read 2026-11-23.</summary>
    private const int LongestCallId = 40;

    /// <summary>The names of tools, made to fit.</summary>
    public ToolNames Names { get; } = new(LongestName);

    /// <summary>The vendor's quirks.</summary>
    public VendorRow Vendor => Target.Vendor;

    /// <summary>True when the client speaks this protocol itself.</summary>
    public bool IsOwn => Request.Protocol == WireProtocol.OpenAIChat;

    /// <summary>How the vendor is told that the last message is the beginning of the answer; null when it is not, or needs no telling.</summary>
    public string? PrefillMark =>
        (Request.ContinuesAnswer || !IsOwn) && Request.Messages is [.., { Role: Role.Assistant } last] && !last.Parts.Any(part => part is ToolCallPart)
            ? Vendor.PrefillMark
            : null;

    /// <summary>True when parts of messages may say up to where the prompt is to be cached.</summary>
    public bool TakesCacheBreakpoints => Vendor.TakesCacheBreakpoints && (IsOwn || !ChatModels.RefuseBreakpoints(Target.Model));

    /// <summary>True when the target takes a member; else its loss is named.</summary>
    public bool Takes(string member, string path)
    {
        string? reason = !Vendor.Takes(member) ? $"{Vendor.Type} does not take it"
            : ChatModels.RefuseWhenReasoning(member) && ChatModels.Reason(Target.Model) ? $"{Target.Model} does not take it"
            : null;
        if (reason is not null)
        {
            Losses.Add(path, reason);
        }

        return reason is null;
    }

    /// <summary>
    /// True when the vendor can hold the model to a schema; else that is a loss. A client of this protocol has written the schema for it.
    /// </summary>
    public bool IsHeld(ReadOnlyMemory<byte>? schema, string path) => IsOwn || SchemaDialect.OpenAI.Holds(schema, path, Losses);

    /// <summary>The id of a call as the vendor takes it.</summary>
    public string CallId(string id) => Vendor.ToolIdLength is { } length && !(id.Length == length && id.All(char.IsAsciiLetterOrDigit))
        ? FittedName.Digest(id, length)
        : !IsOwn && id.Length > LongestCallId ? FittedName.Digest(id, LongestCallId)
        : id;

    /// <summary>The user's name as the vendor takes it: another protocol's may be longer, and stays one and the same for each user.</summary>
    public string EndUser(string user) => IsOwn ? user : ChatModels.EndUser(user);

    /// <summary>Writes the name of a message's speaker.</summary>
    public void WriteName(Message message)
    {
        if (message.Name is { } name && Takes("messages.name", message.Place.Member("name").ToString()))
        {
            Json.WriteString("name"u8, name);
        }
    }

    /// <summary>Writes those extras of a message that stood right in it.</summary>
    public void WriteExtras(Message message)
    {
        foreach (Extra extra in message.Extras)
        {
            if (extra.Protocol != WireProtocol.OpenAIChat)
            {
                Losses.Add(extra.Place, ChatProtocol.NoCounterpart);
            }
            else if (extra.Parent == message.Place && Takes($"messages.{extra.Name}", extra.Place.ToString()))
            {
                Json.WriteRaw(extra.Name, extra.Json);
            }
        }
    }

    /// <summary>Writes those extras that stood in this object; members of other protocols are losses.</summary>
    public void WriteExtras(ImmutableArray<Extra> extras, JsonPlace parent) => ChatProtocol.Extras.Write(Json, extras, parent, Losses);
}
