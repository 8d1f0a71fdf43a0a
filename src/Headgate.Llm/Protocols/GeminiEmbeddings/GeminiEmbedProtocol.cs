using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary><c>POST /v1beta/models/{model}:batchEmbedContents</c>: https://ai.google.dev/api/embeddings, read 2026-11-23.</summary>
internal sealed class GeminiEmbedProtocol : GoogleEmbedProtocol
{
    private const string Requests = "requests";

    public override WireProtocol Protocol => WireProtocol.GeminiEmbed;

    public override string Name => "gemini_embed";

    public override string UpstreamPath(string model, bool isStream) => $"models/{Uri.EscapeDataString(model)}:batchEmbedContents";

    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.IsGiven(request, "requests"u8, out JsonMember requests) && requests.Kind == JsonTokenType.StartArray
            ? null
            : RequestChecks.Refuse($"$.{Requests}", "must be an array of what is to be embedded");

    public override bool Suits(VendorRow vendor, JsonScan request) => vendor.MostInputs is not { } most || In(request).Count <= most;

    // Each request of a batch names the model; one that names none gets no name here either.
    public override ImmutableArray<MemberEdit> Rename(JsonScan request, string model)
    {
        List<ReadOnlyMemory<byte>> requests = In(request);
        bool isRenamed = false;
        for (int i = 0; i < requests.Count; i++)
        {
            if (GeminiModelName.Renamed(requests[i], model) is { } renamed)
            {
                requests[i] = renamed;
                isRenamed = true;
            }
        }

        return isRenamed ? [MemberEdit.Set(Requests, InArray(requests))] : [];
    }

    private static List<ReadOnlyMemory<byte>> In(JsonScan request)
    {
        List<ReadOnlyMemory<byte>> requests = [];
        if (!request.TryGet("requests"u8, out JsonMember member) || member.Kind != JsonTokenType.StartArray)
        {
            return requests;
        }

        JsonWalk walk = new(request.ValueOf(member));
        walk.EnterArray(default);
        while (walk.NextElement())
        {
            requests.Add(walk.Raw());
        }

        return requests;
    }

    private static ReadOnlyMemory<byte> InArray(List<ReadOnlyMemory<byte>> requests)
    {
        ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartArray();
        foreach (ReadOnlyMemory<byte> request in requests)
        {
            json.WriteRaw(request);
        }

        json.WriteEndArray();
        json.Flush();
        return output.WrittenMemory;
    }
}
