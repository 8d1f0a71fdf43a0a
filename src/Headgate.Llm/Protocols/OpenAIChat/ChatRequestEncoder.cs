using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Writes a request for a vendor: https://platform.openai.com/docs/api-reference/chat/create, by the types of SDK 7.57 (2026-11-13).</summary>
internal sealed class ChatRequestEncoder
{
    private const int MostStopSequences = 4;

    private readonly ChatDraft _draft;

    private ChatRequestEncoder(ChatDraft draft) => _draft = draft;

    private ChatRequest Request => _draft.Request;

    private Utf8JsonWriter Json => _draft.Json;

    /// <inheritdoc cref="IEgressCodec.EncodeRequest"/>
    public static SentRequest Encode(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        ChatDraft draft = new(request, target, json, losses);
        json.WriteStartObject();
        json.WriteString("model"u8, target.Model);
        new ChatMessageEncoder(draft).Write(request.Messages);
        new ChatToolEncoder(draft).Write();
        new ChatRequestEncoder(draft).WriteSettings();
        json.WriteEndObject();
        return new SentRequest { ClientToolNames = draft.Names.ClientNames };
    }

    private void WriteSettings()
    {
        ChatFormatEncoder.Write(_draft);
        WriteBound();
        Write("temperature", Request.Temperature);
        Write("top_p", Request.TopP);
        Write("top_k", Request.TopK);
        Write(_draft.Vendor.SeedField, Request.Seed);
        Write("frequency_penalty", Request.FrequencyPenalty);
        Write("presence_penalty", Request.PresencePenalty);
        Write("logprobs", Request.LogProbabilities);
        Write("top_logprobs", Request.TopLogProbabilities);
        WriteStop();
        WriteChoices();
        ChatReasoningEncoder.Write(_draft);
        WriteServiceTier();
        WriteEndUser();
        WriteStream();
        WritePrefill();
        WriteExtras();
    }

    private void Write(string name, Given<double>? setting)
    {
        if (setting is { } given && _draft.Takes(name, given.Path))
        {
            Json.WriteNumber(name, given.Value);
        }
    }

    private void Write(string name, Given<long>? setting)
    {
        if (setting is { } given && _draft.Takes(name, given.Path))
        {
            Json.WriteNumber(name, given.Value);
        }
    }

    private void Write(string name, Given<bool>? setting)
    {
        if (setting is { } given && _draft.Takes(name, given.Path))
        {
            Json.WriteBoolean(name, given.Value);
        }
    }

    // Some clients ask for more than any model gives, and most vendors refuse that.
    private void WriteBound()
    {
        if (Request.MaxOutputTokens is not { } bound || !_draft.Takes(_draft.Vendor.MaxTokensField, bound.Path))
        {
            return;
        }

        long tokens = _draft.IsOwn ? bound.Value : ChatModels.Bound(bound, _draft.Target.Model, _draft.Losses);
        Json.WriteNumber(_draft.Vendor.MaxTokensField, tokens);
    }

    private void WriteStop()
    {
        if (Request.Stop is not { Value: { IsEmpty: false } sequences } stop || !_draft.Takes("stop", stop.Path))
        {
            return;
        }

        if (sequences.Length == 1)
        {
            Json.WriteString("stop"u8, sequences[0]);
            return;
        }

        Json.WriteStartArray("stop"u8);
        for (int i = 0; i < sequences.Length; i++)
        {
            if (i < MostStopSequences)
            {
                Json.WriteStringValue(sequences[i]);
            }
            else
            {
                _draft.Losses.Add(new JsonPlace(stop.Path).Item(i), "chat completions takes four stop sequences");
            }
        }

        Json.WriteEndArray();
    }

    private void WriteServiceTier()
    {
        if (Request.ServiceTier is not { } tier || !_draft.Takes("service_tier", tier.Path))
        {
            return;
        }

        string? name = Request.Protocol is WireProtocol.OpenAIChat or WireProtocol.OpenAIResponses ? tier.Value : tier.Value switch
        {
            "auto" or "default" or "flex" or "priority" => tier.Value,
            "standard_only" => "default",
            _ => null,
        };
        if (name is null)
        {
            _draft.Losses.Add(tier.Path, ChatProtocol.NoCounterpart);
        }
        else
        {
            Json.WriteString("service_tier"u8, name);
        }
    }

    // The client's own choice between the two names stands where the vendor knows both.
    private void WriteEndUser()
    {
        if (Request.EndUser is not { } user)
        {
            return;
        }

        string name = _draft.IsOwn && user.Path == "$.user" ? "user" : _draft.Vendor.EndUserField;
        if (_draft.Takes(name, user.Path))
        {
            Json.WriteString(name, _draft.EndUser(user.Value));
        }
    }

    // One answer is what everybody gives.
    private void WriteChoices()
    {
        if (Request.Choices is { Value: not 1 } || _draft.Vendor.Takes("n"))
        {
            Write("n", Request.Choices);
        }
    }

    // Usage is asked for whether or not the client did: calls are metered by it.
    private void WriteStream()
    {
        if (!Request.IsStream)
        {
            return;
        }

        Json.WriteBoolean("stream"u8, true);
        if (_draft.Vendor.TakesStreamOptions)
        {
            Json.WriteStartObject("stream_options"u8);
            Json.WriteBoolean("include_usage"u8, true);
            _draft.WriteExtras(Request.Extras, ChatPaths.StreamOptions);
            Json.WriteEndObject();
        }
    }

    // The two exclude each other, and the second is true where nothing is said: vLLM's protocol.py, 2026-11-22.
    private void WritePrefill()
    {
        if (_draft.PrefillMark == VendorRow.FinalMessageGoesOn)
        {
            Json.WriteBoolean(VendorRow.FinalMessageGoesOn, true);
            Json.WriteBoolean("add_generation_prompt"u8, false);
        }
    }

    private void WriteExtras()
    {
        foreach (Extra extra in Request.Extras)
        {
            if (extra.Protocol != WireProtocol.OpenAIChat && !SharedMembers.Has(extra))
            {
                _draft.Losses.Add(extra.Place, ChatProtocol.NoCounterpart);
            }
            else if (extra.Parent == ChatPaths.StreamOptions)
            {
                LoseStreamOption(extra);
            }
            else if (IsSaidBefore(extra.Name))
            {
                _draft.Losses.Add(extra.Place, "another member says the same");
            }
            else if (_draft.Takes(extra.Name, extra.Place.ToString()))
            {
                Json.WriteRaw(extra.Name, extra.Json);
            }
        }
    }

    private void LoseStreamOption(Extra extra)
    {
        if (!Request.IsStream || !_draft.Vendor.TakesStreamOptions)
        {
            _draft.Losses.Add(extra.Place, Request.IsStream ? $"{_draft.Vendor.Type} does not take it" : "the answer is no stream");
        }
    }

    // Members of which the client sent the old name and the new one: the vendor may know only one, which is written already.
    private bool IsSaidBefore(string name) => name switch
    {
        "max_tokens" => Request.MaxOutputTokens is not null,
        "user" => Request.EndUser is not null && _draft.Vendor.EndUserField == "user",
        "function_call" => Request.ToolChoice is not null,
        VendorRow.FinalMessageGoesOn or "add_generation_prompt" => _draft.PrefillMark == VendorRow.FinalMessageGoesOn,
        _ => false,
    };
}
