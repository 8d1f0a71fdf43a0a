using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Anthropic;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Writes a request: what stays the same from turn to turn first, the messages last. The model is in the path.</summary>
internal sealed partial class ConverseRequestEncoder
{
    private const int LongestToolName = 64;

    private readonly ChatRequest _request;
    private readonly LossList _losses;
    private readonly Utf8JsonWriter _writer;
    private readonly ConverseTraits _traits;
    private readonly ToolNames _names = new(LongestToolName);
    private readonly AnswerTool? _answer;
    private readonly Conversation _conversation;
    private readonly ToolPlan _choice;
    private readonly ThinkingPlan _thinking;
    private readonly CachePoints _points;

    private ConverseRequestEncoder(ChatRequest request, ConverseTraits traits, Utf8JsonWriter writer, LossList losses)
    {
        _request = request = request with { Tools = ConverseToolWriter.Sendable(request.Tools, losses) };
        _losses = losses;
        _writer = writer;
        _traits = traits;
        _answer = AnswerTool.For(request, traits.Model.TakesFormat, traits.IsClaude ? SchemaDialect.Anthropic : null, _names);
        _conversation = new TurnMerger(new ConverseSieve(traits, losses), losses) { TakesPrefill = traits.Model.TakesPrefill }.Merge(request.Messages);
        _choice = ToolPlan.For(request, _answer, traits.TakesForcedChoice, losses);
        _thinking = traits.IsClaude
            ? ThinkingPlan.For(request, traits.Model, _choice.IsForced, ThinkingObstacle(), losses)
            : new ThinkingPlan { MaxTokens = request.MaxOutputTokens?.Value ?? traits.Model.MaxTokens };
        _points = new CachePoints(traits, CacheBudget.Of(request, _conversation, losses), losses);
    }

    private bool HasTools => !_request.Tools.IsEmpty || _answer is not null;

    /// <summary>Writes a request for a model.</summary>
    public static SentRequest Encode(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        ConverseRequestEncoder encoder = new(request, ConverseModels.Find(target.Model), writer, losses);
        encoder.Write();
        return new SentRequest
        {
            ClientToolNames = encoder._names.ClientNames,
            AnswerTool = encoder._answer?.Name,
            IsAnswerWrapped = encoder._answer?.IsWrapped == true,
        };
    }

    private void Write()
    {
        SamplingPlan sampling = SamplingPlan.For(_request, _traits.Model, _thinking, _losses);
        bool isSingleCall = HasTools && _choice.Mode != ToolChoiceMode.None && IsSingleCall();
        _writer.WriteStartObject();
        WriteInference(sampling);
        new ConverseFieldWriter(_writer, _traits, _losses).Write(_request, sampling, _thinking, _choice, isSingleCall, _names);
        WriteFormat();
        WriteAccounting();
        new ConverseToolWriter(_writer, _names, _points, _losses).Write(_request, _conversation, _answer, _choice, isSingleCall);
        WriteConversation();
        _writer.WriteEndObject();
        SamplingPlan.NameUnknown(_request, _losses);
        NameExtras();
    }

    private string? ThinkingObstacle() =>
        _conversation.HasUnthoughtCalls ? "the turn with the calls does not begin with thinking that Claude signed"
        : _conversation.EndsInPrefill ? "the beginning of an answer goes with no thinking"
        : null;

    private bool IsSingleCall()
    {
        if (_request.ParallelToolCalls is not { Value: false } single)
        {
            return false;
        }

        if (!_traits.IsClaude)
        {
            _losses.Add(single.Path, "Bedrock bounds the number of calls for Claude only");
        }

        return _traits.IsClaude;
    }

    private void NameExtras()
    {
        const string Reason = "Bedrock has no such member";
        _losses.Add(_request.Extras, Reason);
        _losses.Add(_request.Format?.Extras ?? [], Reason);
        _losses.Add(_request.Reasoning?.Extras ?? [], Reason);
        _losses.Add(_request.ToolChoice?.Extras ?? [], Reason);
    }

    private void WriteInference(SamplingPlan sampling)
    {
        _writer.WriteStartObject("inferenceConfig"u8);
        if (_request.MaxOutputTokens is not null || _traits.IsClaude)
        {
            _writer.WriteNumber("maxTokens"u8, _thinking.MaxTokens);
        }

        if (sampling.Temperature is { } temperature)
        {
            _writer.WriteNumber("temperature"u8, temperature);
        }

        if (sampling.TopP is { } topP)
        {
            _writer.WriteNumber("topP"u8, topP);
        }

        if (_request.Stop is { } stop)
        {
            WriteStop(stop.Value, stop.Path);
        }

        _writer.WriteEndObject();
    }

    private void WriteStop(IReadOnlyList<string> sequences, string path)
    {
        _writer.WriteStartArray("stopSequences"u8);
        for (int i = 0; i < sequences.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(sequences[i]))
            {
                _losses.Add($"{path}[{i}]", "Bedrock stops at no white space");
            }
            else
            {
                _writer.WriteStringValue(sequences[i]);
            }
        }

        _writer.WriteEndArray();
    }

    private void WriteFormat()
    {
        if (_request.Format is not { Kind: not OutputKind.Text } format)
        {
            return;
        }

        if (_answer is not null)
        {
            // Whom Anthropic's protocol asks for a schema, does not say so: it always means it.
            if (format.Strict == true && _request.Protocol != WireProtocol.AnthropicMessages)
            {
                _losses.Add(format.StrictPath, "this model does not make sure that an answer fits");
            }

            return;
        }

        _writer.WriteStartObject("outputConfig"u8);
        _writer.WriteStartObject("textFormat"u8);
        _writer.WriteString("type"u8, "json_schema"u8);
        _writer.WriteStartObject("structure"u8);
        _writer.WriteStartObject("jsonSchema"u8);
        _writer.WriteString("schema"u8, format.Schema is { } schema ? Encoding.UTF8.GetString(schema.Span) : """{"type":"object"}""");
        _writer.WriteString("name"u8, FittedName.Fit(format.Name ?? "answer", LongestToolName));
        if (!string.IsNullOrEmpty(format.Description))
        {
            _writer.WriteString("description"u8, format.Description);
        }

        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private void WriteAccounting()
    {
        if (_request.ServiceTier is { } tier)
        {
            WriteServiceTier(tier);
        }

        if (_request.EndUser is not { } user)
        {
            return;
        }

        if (Metadata().IsMatch(user.Value))
        {
            _writer.WriteStartObject("requestMetadata"u8);
            _writer.WriteString("user_id"u8, user.Value);
            _writer.WriteEndObject();
        }
        else
        {
            _losses.Add(user.Path, "Bedrock's metadata take no such text");
        }
    }

    // Without one it is the default, which is what Anthropic calls standard only.
    private void WriteServiceTier(Given<string> tier)
    {
        if (tier.Value is "priority" or "flex" or "default")
        {
            _writer.WriteStartObject("serviceTier"u8);
            _writer.WriteString("type"u8, tier.Value);
            _writer.WriteEndObject();
        }
        else if (tier.Value is not ("auto" or "standard_only"))
        {
            _losses.Add(tier.Path, "Bedrock has no such class of service");
        }
    }

    private void WriteConversation()
    {
        ConversePartEncoder parts = new(_writer, _names, _points);
        if (!_conversation.System.IsEmpty)
        {
            _writer.WriteStartArray("system"u8);
            parts.Write(_conversation.System);
            _writer.WriteEndArray();
        }

        _writer.WriteStartArray("messages"u8);
        foreach (Message message in _conversation.Messages)
        {
            _writer.WriteStartObject();
            _writer.WriteString("role"u8, message.Role == Role.Assistant ? "assistant"u8 : "user"u8);
            _writer.WriteStartArray("content"u8);
            parts.Write(message.Parts);
            _writer.WriteEndArray();
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    [GeneratedRegex(@"^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}\z")]
    private static partial Regex Metadata();
}
