using Headgate.Simulator.OpenAI.Batches;
using Headgate.Simulator.OpenAI.Files;
using Headgate.Simulator.OpenAI.Media;
using Headgate.Simulator.OpenAI.Realtime;
using Headgate.Simulator.OpenAI.Responses;

namespace Headgate.Simulator.Serving;

/// <summary>The paths of OpenAI's operations that are no conversations.</summary>
internal static class PlainRoutes
{
    private static readonly PlainOperation Files = new FilesOperation();
    private static readonly PlainOperation Uploads = new UploadsOperation();
    private static readonly PlainOperation Batches = new BatchesOperation();
    private static readonly PlainOperation Images = new ImagesOperation();
    private static readonly PlainOperation Transcripts = new TranscriptionsOperation();
    private static readonly PlainOperation Speech = new SpeechOperation();
    private static readonly PlainOperation Moderations = new ModerationsOperation();
    private static readonly PlainOperation Realtime = new RealtimeOperation();
    private static readonly PlainOperation Responses = new StoredResponsesOperation();

    /// <summary>The operation of a path without its prefix, and the id in it; null when there is none.</summary>
    public static (PlainOperation Operation, string Id)? Find(string path, string method) => (path[1..].Split('/'), method) switch
    {
        (["files"], "GET" or "POST") => (Files, ""),
        (["files", var id], "GET" or "DELETE") => (Files, id),
        (["files", var id, "content"], "GET") => (Files, id),
        (["uploads"], "POST") => (Uploads, ""),
        (["uploads", var id, "parts" or "complete" or "cancel"], "POST") => (Uploads, id),
        (["batches"], "GET" or "POST") => (Batches, ""),
        (["batches", var id], "GET") => (Batches, id),
        (["batches", var id, "cancel"], "POST") => (Batches, id),
        (["images", "generations" or "edits" or "variations"], "POST") => (Images, ""),
        (["audio", "transcriptions" or "translations"], "POST") => (Transcripts, ""),
        (["audio", "speech"], "POST") => (Speech, ""),
        (["moderations"], "POST") => (Moderations, ""),
        (["realtime"], "GET") => (Realtime, ""),
        (["responses", var id], "GET" or "DELETE") => (Responses, id),
        (["responses", var id, "cancel"], "POST") => (Responses, id),
        (["responses", var id, "input_items"], "GET") => (Responses, id),
        _ => null,
    };
}
