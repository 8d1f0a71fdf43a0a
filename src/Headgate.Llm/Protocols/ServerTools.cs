using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Finds the tools that a request would have the vendor run, by the names that the protocols have for them.</summary>
/// <remarks>
/// Beside <c>tools</c>: OpenAI's <c>web_search_options</c> and <c>additional_tools</c> of an input, Anthropic's <c>mcp_servers</c>, and of the OpenAI-like
/// xAI's <c>search_parameters</c>, Qwen's <c>enable_search</c>, OpenRouter's <c>plugins</c>. Read 2026-11-22.
/// </remarks>
public static class ServerTools
{
    /// <summary>The first that is not allowed, by its <see cref="ServerToolName"/>; null when there is none.</summary>
    /// <param name="request">The body.</param>
    /// <param name="dialect">Whose it is: Gemini's tools are named by their members, all others by their type.</param>
    /// <param name="allowed">The names allowed.</param>
    public static string? FirstBeyond(JsonScan request, Dialect dialect, ImmutableArray<string> allowed)
    {
        Seeker seeker = new(dialect, allowed);
        return seeker.InMembers(request) ?? seeker.InTools(request) ?? seeker.InInput(request);
    }

    private readonly struct Seeker(Dialect dialect, ImmutableArray<string> allowed)
    {
        public string? InMembers(JsonScan request) =>
            Asks(request, "web_search_options"u8) || Asks(request, "search_parameters"u8) || request.IsTrue("enable_search"u8) ? Beyond("web_search")
            : Asks(request, "mcp_servers"u8) ? Beyond("mcp")
            : Asks(request, "plugins"u8) ? Beyond("plugins")
            : null;

        public string? InTools(JsonScan request)
        {
            if (!request.TryGet("tools"u8, out JsonMember tools))
            {
                return null;
            }

            var cursor = new JsonCursor(request.ValueOf(tools).Span);
            return InTools(ref cursor);
        }

        /// <summary>Tools that a Responses client adds as it goes.</summary>
        public string? InInput(JsonScan request)
        {
            if (!request.TryGet("input"u8, out JsonMember input))
            {
                return null;
            }

            var cursor = new JsonCursor(request.ValueOf(input).Span);
            string? beyond = null;
            if (cursor.EnterArray())
            {
                while (cursor.NextElement())
                {
                    beyond ??= InItem(cursor.Raw());
                }
            }

            return beyond;
        }

        private string? InItem(ReadOnlySpan<byte> item)
        {
            var cursor = new JsonCursor(item);
            string? beyond = null;
            bool isAdded = false;
            if (cursor.EnterObject())
            {
                while (cursor.NextMember(out ReadOnlySpan<byte> name))
                {
                    if (name.SequenceEqual("type"u8))
                    {
                        isAdded |= cursor.Is("additional_tools"u8);
                    }
                    else if (name.SequenceEqual("tools"u8))
                    {
                        beyond ??= InTools(ref cursor);
                    }
                    else
                    {
                        cursor.Skip();
                    }
                }
            }

            return isAdded ? beyond : null;
        }

        private string? InTools(ref JsonCursor cursor)
        {
            if (cursor.Kind != JsonTokenType.StartArray)
            {
                return InTool(ref cursor); // Google takes a single one without its array
            }

            string? beyond = null;
            cursor.EnterArray();
            while (cursor.NextElement())
            {
                string? found = InTool(ref cursor);
                beyond ??= found;
            }

            return beyond;
        }

        // A member that is there twice counts twice: nobody knows which of them a vendor takes.
        private string? InTool(ref JsonCursor cursor)
        {
            string? beyond = null;
            if (!cursor.EnterObject())
            {
                return null;
            }

            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                string? found = null;
                if (dialect == Dialect.Gemini)
                {
                    found = cursor.Kind == JsonTokenType.Null ? null : Beyond(Encoding.UTF8.GetString(name));
                    cursor.Skip();
                }
                else if (name.SequenceEqual("type"u8))
                {
                    ReadOnlySpan<byte> type = cursor.Word();
                    found = type.SequenceEqual("function"u8) || type.IsEmpty ? null : Beyond(Encoding.UTF8.GetString(type));
                }
                else if (name.SequenceEqual("tools"u8))
                {
                    found = InTools(ref cursor); // those of a group
                }
                else
                {
                    cursor.Skip();
                }

                beyond ??= found;
            }

            return beyond;
        }

        private static bool Asks(JsonScan request, ReadOnlySpan<byte> member)
        {
            if (!request.TryGet(member, out JsonMember found) || found.Kind is JsonTokenType.Null or JsonTokenType.False)
            {
                return false;
            }

            var cursor = new JsonCursor(request.ValueOf(found).Span);
            return cursor.Kind != JsonTokenType.StartArray || (cursor.EnterArray() && cursor.NextElement());
        }

        private string? Beyond(string type) => ServerToolName.Of(type) is { } name && !allowed.Contains(name) ? name : null;
    }
}
