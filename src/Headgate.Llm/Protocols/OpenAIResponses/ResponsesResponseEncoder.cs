using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Writes a whole answer for a client.</summary>
internal static class ResponsesResponseEncoder
{
    /// <inheritdoc cref="IIngressCodec.EncodeResponse"/>
    public static void Encode(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses)
    {
        ResponseHead head = ResponseHead.Of(response.Id, response.Created, response.Model, response.ServiceTier, losses);
        OutputItems items = new(head.Id, request.Tools);
        ChatChoice choice = response.Choices[0];
        foreach (ChatChoice further in response.Choices[1..])
        {
            losses.Add(further.Place, "Responses has one answer");
        }

        items.Add(choice.Parts, choice.Extras, response.Protocol == WireProtocol.OpenAIResponses, losses);
        ResponsesProtocol.Extras.NameForeign(choice.Extras, losses);
        ResponsesProtocol.Extras.NameForeign(response.Extras, losses);
        ResponseEnd end = ResponseEnd.Of(choice.Finish, choice.StopSequence, items.All, losses) with { Usage = response.Usage, Extras = response.Extras };
        if (end.IncompleteReason is not null && items.All is [.., { } last])
        {
            last.IsCut = true;
        }

        using Utf8JsonWriter json = JsonOutput.Open(output);
        new ResponseWriter(request, json, losses).Write(head, items.All, end);
    }
}
