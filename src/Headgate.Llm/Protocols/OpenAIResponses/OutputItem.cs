using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// An item of an answer as it is written for a client, whole or while it grows: https://platform.openai.com/docs/api-reference/responses/object, by
/// the types of SDK 7.57 (2026-11-13).
/// </summary>
internal abstract class OutputItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its place in the output.</summary>
    public required int Index { get; init; }

    /// <summary>Where it stood in an answer of this protocol.</summary>
    public JsonPlace Place { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];

    /// <summary>True when the answer broke off inside it.</summary>
    public bool IsCut { get; set; }

    /// <summary>Writes it as an object.</summary>
    /// <param name="json">Where.</param>
    /// <param name="isWhole">False when it is only announced: then it is empty.</param>
    public void Write(Utf8JsonWriter json, bool isWhole)
    {
        json.WriteStartObject();
        WriteMembers(json, isWhole);
        ResponsesProtocol.Extras.Write(json, Extras, Place);
        json.WriteEndObject();
    }

    /// <summary>Writes its members.</summary>
    protected abstract void WriteMembers(Utf8JsonWriter json, bool isWhole);

    /// <summary>Writes its state.</summary>
    private void WriteStatus(Utf8JsonWriter json, bool isWhole) =>
        json.WriteString("status"u8, !isWhole ? "in_progress"u8 : IsCut ? "incomplete"u8 : "completed"u8);

    /// <summary>What the model says to the user.</summary>
    internal sealed class Message : OutputItem
    {
        /// <summary>Its texts, in order.</summary>
        public List<OutputText> Texts { get; } = [];

        /// <inheritdoc />
        protected override void WriteMembers(Utf8JsonWriter json, bool isWhole)
        {
            json.WriteString("id"u8, Id);
            json.WriteString("type"u8, "message"u8);
            WriteStatus(json, isWhole);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteStartArray("content"u8);
            foreach (OutputText text in isWhole ? Texts : [])
            {
                text.Write(json, isWhole);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>What the model thought.</summary>
    internal sealed class Reasoning : OutputItem
    {
        /// <summary>The text.</summary>
        public StringBuilder Text { get; } = new();

        /// <summary>The sealed thinking, which the client gives back; null when nobody sealed it.</summary>
        public string? Sealed { get; set; }

        /// <summary>Writes the summary's only part.</summary>
        public void WriteSummary(Utf8JsonWriter json, bool isWhole)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "summary_text"u8);
            json.WriteString("text"u8, isWhole ? Text.ToString() : "");
            json.WriteEndObject();
        }

        /// <inheritdoc />
        protected override void WriteMembers(Utf8JsonWriter json, bool isWhole)
        {
            json.WriteString("id"u8, Id);
            json.WriteString("type"u8, "reasoning"u8);
            json.WriteStartArray("summary"u8);
            if (isWhole && Text.Length > 0)
            {
                WriteSummary(json, isWhole);
            }

            json.WriteEndArray();
            if (isWhole && Sealed is not null)
            {
                json.WriteString("encrypted_content"u8, Sealed);
            }
        }
    }

    /// <summary>A call of a tool.</summary>
    internal sealed class Call : OutputItem
    {
        /// <summary>The call's id, which its result names.</summary>
        public required string CallId { get; init; }

        /// <summary>The tool, by its own name.</summary>
        public required string Name { get; init; }

        /// <summary>The group it belongs to; null when it stands alone.</summary>
        public string? Group { get; init; }

        /// <summary>True when the arguments are any text.</summary>
        public required bool IsFreeform { get; init; }

        /// <summary>The arguments.</summary>
        public StringBuilder Arguments { get; } = new();

        /// <inheritdoc />
        protected override void WriteMembers(Utf8JsonWriter json, bool isWhole)
        {
            json.WriteString("id"u8, Id);
            json.WriteString("type"u8, IsFreeform ? "custom_tool_call"u8 : "function_call"u8);
            WriteStatus(json, isWhole);
            json.WriteString("call_id"u8, CallId);
            json.WriteString("name"u8, Name);
            if (Group is not null)
            {
                json.WriteString("namespace"u8, Group);
            }

            json.WriteString(IsFreeform ? "input"u8 : "arguments"u8, isWhole ? Arguments.ToString() : "");
        }
    }

    /// <summary>An item that only this protocol knows.</summary>
    internal sealed class Other : OutputItem
    {
        /// <summary>The whole of it.</summary>
        public required NativePart Part { get; init; }

        /// <inheritdoc />
        protected override void WriteMembers(Utf8JsonWriter json, bool isWhole)
        {
            JsonWalk members = new(Part.Json);
            while (members.NextMember(out ReadOnlySpan<byte> name))
            {
                json.WritePropertyName(name);
                json.WriteRaw(members.Raw());
            }
        }
    }
}
