using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Anthropic;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Writes a request: what stays the same from turn to turn first, the messages last. A request that came in this very protocol is written
/// as it was. https://platform.claude.com/docs/en/api/messages, read 2026-11-22.
/// </summary>
internal sealed class MessagesRequestEncoder
{
    private const int LongestToolName = 128;

    private readonly ChatRequest _request;
    private readonly LossList _losses;
    private readonly Utf8JsonWriter _writer;
    private readonly ClaudeTraits _traits;
    private readonly ToolNames _names = new(LongestToolName);
    private readonly AnswerTool? _answer;
    private readonly Conversation _conversation;
    private readonly ToolPlan _choice;
    private readonly ThinkingPlan _thinking;
    private readonly CacheMarks _marks;

    private MessagesRequestEncoder(ChatRequest request, ClaudeTraits model, Utf8JsonWriter writer, LossList losses)
    {
        bool isOwn = request.Protocol == WireProtocol.AnthropicMessages;
        request = request with { Tools = MessagesToolWriter.Sendable(request.Tools, losses) };
        _losses = losses;
        _writer = writer;
        _traits = isOwn ? ClaudeTraits.AsWritten : model;
        PartSieve sieve = new(losses);
        _conversation = isOwn ? sieve.AsWritten(request) : Merger(sieve).Merge(request.Messages);
        _request = !isOwn && request.Tools.IsEmpty ? request with { Tools = _conversation.CalledTools } : request;
        _answer = AnswerTool.For(_request, _traits.TakesFormat, isOwn ? null : SchemaDialect.Anthropic, _names);
        _choice = isOwn
            ? ToolPlan.AsWritten(request)
            : ToolPlan.For(request, _answer, _traits.TakesForcedChoice, losses).Without(_request.Tools.Length > request.Tools.Length);
        _thinking = isOwn
            ? ThinkingPlan.AsWritten(request, model.MaxTokens, UnthoughtCalls(), losses)
            : ThinkingPlan.For(request, model, _choice.IsForced, UnthoughtCalls() ?? Prefill(), losses);
        if (isOwn && request.Reasoning?.Mode is not null && _thinking.Mode is null)
        {
            _request = _request with { Extras = ThinkingClearing.Without(_request.Extras, losses) };
        }

        // A client of this protocol counts for itself, and may know of a marker that the hub does not.
        _marks = new CacheMarks(isOwn ? CacheBudget.Unbounded(losses) : CacheBudget.Of(request, _conversation, losses));
    }

    /// <summary>Writes a request for a model.</summary>
    public static SentRequest Encode(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        MessagesRequestEncoder encoder = new(request, ClaudeModels.Find(target.Model), writer, losses);
        encoder.Write(target.Model);
        return new SentRequest
        {
            ClientToolNames = encoder._names.ClientNames,
            AnswerTool = encoder._answer?.Name,
            IsAnswerWrapped = encoder._answer?.IsWrapped == true,
        };
    }

    private TurnMerger Merger(PartSieve sieve) => new(sieve, _losses)
    {
        TakesPrefill = _traits.TakesPrefill,
        TakesSystemInConversation = _traits.TakesSystemInConversation,
    };

    private void Write(string model)
    {
        _writer.WriteStartObject();
        _writer.WriteString("model"u8, model);
        _writer.WriteNumber("max_tokens"u8, _thinking.MaxTokens);
        MessagesSamplingWriter.Write(_writer, _request, _traits, _thinking, _losses);
        WriteThinking();
        WriteOutputConfig();
        WriteAccounting();
        MessagesProtocol.Extras.Write(_writer, _request.Extras, default);
        NameForeignExtras();
        NameUnheldSchema();
        new MessagesToolWriter(_writer, _traits, _names, _marks, _losses).Write(_request, _answer, _choice);
        WriteConversation();
        _writer.WriteEndObject();
    }

    private void NameForeignExtras()
    {
        MessagesProtocol.Extras.NameForeign(_request.Extras, _losses);
        MessagesProtocol.Extras.NameForeign(_request.Format?.Extras ?? [], _losses);
        MessagesProtocol.Extras.NameForeign(_request.Reasoning?.Extras ?? [], _losses);
        MessagesProtocol.Extras.NameForeign(_request.ToolChoice?.Extras ?? [], _losses);
    }

    private void NameUnheldSchema()
    {
        if (_answer is { Format: { Strict: true } format })
        {
            string obstacle = "";
            bool isUnheld = _traits.TakesFormat && format.Schema is { } schema && !SchemaDialect.Anthropic.Takes(schema, out obstacle);
            _losses.Add(format.StrictPath, isUnheld ? obstacle : "this model does not make sure that an answer fits");
        }
    }

    private string? UnthoughtCalls() =>
        _conversation.HasUnthoughtCalls ? "the turn with the calls does not begin with thinking that Anthropic signed" : null;

    private string? Prefill() => _conversation.EndsInPrefill ? "the beginning of an answer goes with no thinking" : null;

    private void WriteThinking()
    {
        if (_thinking.Mode is not { } mode)
        {
            if (_request.Reasoning?.Display is { } unseen)
            {
                _losses.Add(unseen.Path, "there is no thinking to show");
            }

            return;
        }

        _writer.WriteStartObject("thinking"u8);
        _writer.WriteString("type"u8, mode switch
        {
            ReasoningMode.Enabled => "enabled"u8,
            ReasoningMode.Adaptive => "adaptive"u8,
            ReasoningMode.BetweenTools => "between_tools"u8,
            _ => "disabled"u8,
        });
        if (_thinking.Budget is { } budget)
        {
            _writer.WriteNumber("budget_tokens"u8, budget);
        }

        if (_request.Reasoning?.Display is { } display)
        {
            _writer.WriteString("display"u8, display.Value);
        }

        MessagesProtocol.Extras.Write(_writer, _request.Reasoning?.Extras ?? [], new JsonPlace("$.thinking"));
        _writer.WriteEndObject();
    }

    private void WriteOutputConfig()
    {
        JsonPlace place = new("$.output_config");
        OutputFormat? format = _answer is null && _request.Format is { Kind: OutputKind.JsonSchema } native ? native : null;
        if (_thinking.Effort is null && format is null && !MessagesProtocol.Extras.Has(_request.Extras, place))
        {
            return;
        }

        _writer.WriteStartObject("output_config"u8);
        if (_thinking.Effort is { } effort)
        {
            _writer.WriteString("effort"u8, effort);
        }

        if (format is not null)
        {
            WriteFormat(format);
        }

        MessagesProtocol.Extras.Write(_writer, _request.Extras, place);
        _writer.WriteEndObject();
    }

    private void WriteFormat(OutputFormat format)
    {
        _writer.WriteStartObject("format"u8);
        _writer.WriteString("type"u8, "json_schema"u8);
        _writer.WriteRaw("schema"u8, format.Schema ?? """{"type":"object"}"""u8.ToArray());
        MessagesProtocol.Extras.Write(_writer, format.Extras, new JsonPlace(format.Path));
        _writer.WriteEndObject();
        if (format.Description is not null)
        {
            _losses.Add($"{format.SchemaPath}.description", "Anthropic's format has no description");
        }
    }

    private void WriteAccounting()
    {
        JsonPlace metadata = new("$.metadata");
        if (_request.EndUser is not null || MessagesProtocol.Extras.Has(_request.Extras, metadata))
        {
            _writer.WriteStartObject("metadata"u8);
            if (_request.EndUser is { } user)
            {
                _writer.WriteString("user_id"u8, user.Value);
            }

            MessagesProtocol.Extras.Write(_writer, _request.Extras, metadata);
            _writer.WriteEndObject();
        }

        if (_request.ServiceTier is { } tier)
        {
            WriteServiceTier(tier);
        }

        if (_request.IsStream)
        {
            _writer.WriteBoolean("stream"u8, true);
        }
    }

    private void WriteServiceTier(Given<string> tier)
    {
        if (tier.Value == "default")
        {
            _writer.WriteString("service_tier"u8, "standard_only"u8);
        }
        else if (tier.Value == "auto" || _request.Protocol == WireProtocol.AnthropicMessages)
        {
            _writer.WriteString("service_tier"u8, tier.Value);
        }
        else
        {
            _losses.Add(tier.Path, "Anthropic has no such class of service");
        }
    }

    private void WriteConversation()
    {
        MessagesPartEncoder parts = new(_writer, _names, _marks);
        if (!_conversation.System.IsEmpty)
        {
            parts.WriteContent("system"u8, _conversation.System);
        }

        _writer.WriteStartArray("messages"u8);
        foreach (Message message in _conversation.Messages)
        {
            _writer.WriteStartObject();
            _writer.WriteString("role"u8, message.Role switch
            {
                Role.Assistant => "assistant"u8,
                Role.System => "system"u8,
                _ => "user"u8,
            });
            parts.WriteContent("content"u8, message.Parts);
            MessagesProtocol.Extras.Write(_writer, message.Extras, message.Place);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }
}
