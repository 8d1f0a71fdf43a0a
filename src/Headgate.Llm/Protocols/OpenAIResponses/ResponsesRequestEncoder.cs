using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Writes a request for a vendor, who is to store nothing and to seal its reasoning into the answer:
/// https://platform.openai.com/docs/api-reference/responses/create, by the types of SDK 7.57 (2026-11-13).
/// </summary>
internal sealed class ResponsesRequestEncoder
{
    private readonly ResponsesDraft _draft;

    private ResponsesRequestEncoder(ResponsesDraft draft) => _draft = draft;

    private ChatRequest Request => _draft.Request;

    private Utf8JsonWriter Json => _draft.Json;

    /// <inheritdoc cref="IEgressCodec.EncodeRequest"/>
    public static SentRequest Encode(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        ResponsesDraft draft = new(request, target, json, losses);
        json.WriteStartObject();
        json.WriteString("model"u8, target.Model);
        new ResponsesInputWriter(draft).Write(request.Messages);
        ResponsesRequestEncoder encoder = new(draft);
        encoder.WriteTools();
        encoder.WriteSettings();
        json.WriteEndObject();
        return new SentRequest { ClientToolNames = draft.Names.ClientNames };
    }

    private void WriteTools()
    {
        ResponsesToolWriter writer = new(Json, _draft.Losses, _draft.IsOwn) { NameOf = _draft.Names.Fit };
        bool hasTools = ResponsesToolWriter.HasAny(Request.Tools);
        if (hasTools)
        {
            Json.WritePropertyName("tools"u8);
            writer.WriteAll(Request.Tools);
        }
        else
        {
            foreach (Tool tool in Request.Tools)
            {
                _draft.Losses.Add(tool.Place, ResponsesProtocol.NoCounterpart);
            }
        }

        if (Request.ToolChoice is { } choice)
        {
            WriteChoice(choice, hasTools, writer);
        }

        if (Request.ParallelToolCalls is { } parallel)
        {
            Json.WriteBoolean("parallel_tool_calls"u8, parallel.Value);
        }
    }

    private void WriteChoice(ToolChoice choice, bool hasTools, ResponsesToolWriter writer)
    {
        bool isKnown = choice.Mode != ToolChoiceMode.Named || ToolNaming.Find(Request.Tools, choice.Name!) is not null;
        if (hasTools && isKnown)
        {
            Json.WritePropertyName("tool_choice"u8);
            writer.WriteChoice(choice, Request.Tools);
        }
        else if (choice is not { Mode: ToolChoiceMode.Auto or ToolChoiceMode.None, Extras.IsEmpty: true })
        {
            _draft.Losses.Add(choice.Path, "there is no such tool to choose");
        }
    }

    private void WriteSettings()
    {
        if (Request.MaxOutputTokens is { } bound)
        {
            Json.WriteNumber("max_output_tokens"u8, _draft.IsOwn ? bound.Value : ChatModels.Bound(bound, _draft.Target.Model, _draft.Losses));
        }

        Write("temperature", Request.Temperature);
        Write("top_p", Request.TopP);
        if (Request.TopLogProbabilities is { } top && _draft.Takes("top_logprobs", top.Path))
        {
            Json.WriteNumber("top_logprobs"u8, top.Value);
        }

        ResponsesTextWriter.Write(_draft);
        WriteReasoning();
        WriteServiceTier();
        if (Request.EndUser is { } user)
        {
            Json.WriteString(
                _draft.IsOwn && user.Path == "$.user" ? "user" : "safety_identifier", _draft.IsOwn ? user.Value : ChatModels.EndUser(user.Value));
        }

        if (Request.IsStream)
        {
            Json.WriteBoolean("stream"u8, true);
        }

        Json.WriteBoolean("store"u8, false);
        LoseWhatIsUnknownHere();
        WriteExtras();
    }

    private void Write(string name, Given<double>? setting)
    {
        if (setting is { } given && _draft.Takes(name, given.Path))
        {
            Json.WriteNumber(name, given.Value);
        }
    }

    private void WriteReasoning()
    {
        Reasoning? reasoning = Request.Reasoning;
        bool reasons = _draft.IsOwn || ChatModels.TakeEffort(_draft.Target.Model);
        if (reasons && !_draft.IsOwn)
        {
            Json.WriteStartArray("include"u8);
            Json.WriteStringValue("reasoning.encrypted_content"u8);
            Json.WriteEndArray();
        }

        if (reasoning is null)
        {
            return;
        }

        if (reasons)
        {
            ResponsesReasoningWriter.Write(reasoning, _draft);
        }
        else
        {
            ResponsesReasoningWriter.LoseAll(reasoning, _draft.Losses);
        }

        ResponsesProtocol.Extras.NameForeign(reasoning.Extras, _draft.Losses);
    }

    private void WriteServiceTier()
    {
        if (Request.ServiceTier is not { } tier)
        {
            return;
        }

        if (Request.Protocol is WireProtocol.OpenAIResponses or WireProtocol.OpenAIChat || tier.Value is "auto" or "default" or "flex" or "priority")
        {
            Json.WriteString("service_tier"u8, tier.Value);
        }
        else if (tier.Value == "standard_only")
        {
            Json.WriteString("service_tier"u8, "default"u8);
        }
        else
        {
            _draft.Losses.Add(tier.Path, ResponsesProtocol.NoCounterpart);
        }
    }

    private void WriteExtras()
    {
        ResponsesProtocol.Extras.Write(Json, Request.Extras, default);
        foreach (Extra extra in Request.Extras)
        {
            if (extra.Protocol == WireProtocol.OpenAIResponses || SharedMembers.IsVerbosity(extra))
            {
                continue;
            }

            if (!SharedMembers.Has(extra))
            {
                _draft.Losses.Add(extra.Place, ResponsesProtocol.NoCounterpart);
            }
            else if (_draft.Takes(extra.Name, extra.Place.ToString()))
            {
                Json.WriteRaw(extra.Name, extra.Json);
            }
        }
    }

    private void LoseWhatIsUnknownHere()
    {
        foreach (string? path in new[]
                 {
                     Request.TopK?.Path, Request.Seed?.Path, Request.FrequencyPenalty?.Path, Request.PresencePenalty?.Path, Request.LogProbabilities?.Path,
                     Request.Stop?.Path, Request.Choices?.Path,
                 })
        {
            if (path is not null)
            {
                _draft.Losses.Add(path, ResponsesProtocol.NoCounterpart);
            }
        }
    }
}
