using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>
/// The requests of a batch, a line each, as its file holds them (https://platform.openai.com/docs/guides/batch, read 2026-11-23): what their bodies name
/// has to be the caller's and to lie where the batch is made. They are read as they come, and one line at a time is held.
/// </summary>
/// <param name="ownership">Who may name what.</param>
/// <param name="caller">Who makes the batch.</param>
/// <param name="target">Where it is made.</param>
/// <param name="longestLine">The most bytes that a line may have.</param>
internal sealed class BatchLines(Ownership ownership, Caller caller, Target target, long longestLine)
{
    private const int PieceBytes = 64 << 10;

    /// <summary>As many ids that were found to be the caller's are not asked for again.</summary>
    private const int MostKnown = 10_000;

    // A line says by itself which protocol it is of; to look for the most names there are costs nothing but time.
    private static readonly NameTest Sought = BodyIds.SoughtIn(NativeProtocols.Get(WireProtocol.OpenAIResponses));

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private long _number;

    /// <summary>Why the batch is not made; null while nothing speaks against it.</summary>
    public GatewayError? Refusal { get; private set; }

    /// <summary>Reads the file, up to the first line that is refused.</summary>
    public async ValueTask<AttemptFailure?> ReadAsync(HttpResponseMessage file, CancellationToken cancellation)
    {
        Stream bytes = await file.Content.ReadAsStreamAsync(cancellation);
        PipeReader reader = PipeReader.Create(bytes, new StreamPipeReaderOptions(bufferSize: PieceBytes));
        try
        {
            bool isWhole = false;
            while (!isWhole && Refusal is null)
            {
                ReadResult read = await reader.ReadAsync(cancellation);
                ReadOnlySequence<byte> rest = read.Buffer;
                while (Refusal is null && rest.PositionOf((byte)'\n') is { } end)
                {
                    await CheckAsync(rest.Slice(0, end), cancellation);
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                isWhole = read.IsCompleted;
                if (Refusal is null && (isWhole || rest.Length > longestLine))
                {
                    await CheckAsync(rest, cancellation);
                }

                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }

        return null;
    }

    private async ValueTask CheckAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation)
    {
        _number++;
        if (bytes.Length > longestLine)
        {
            Refuse(new GatewayError(ErrorKind.InvalidRequest, $"It is longer than {longestLine} bytes (server.max_body)."));
            return;
        }

        ReadOnlyMemory<byte> line = bytes.IsSingleSegment ? bytes.First : bytes.ToArray();
        if (line.Span.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        NamedIds ids = NamedIds.None;
        if (!JsonScan.TryScan(line, out JsonScan? request, out GatewayError? error)
            || (request.TryGet("body"u8, out JsonMember body) && body.Kind == JsonTokenType.StartObject
                && !TryFind(request.ValueOf(body), out ids, out error)))
        {
            Refuse(error);
            return;
        }

        string[] unknown = [.. ids.Named.Concat(ids.Hollow).Where(id => !_known.Contains(id))];
        if (await ownership.CheckPlacedAsync(caller, unknown, target, kind: null, cancellation) is { } foreign)
        {
            Refuse(foreign);
            return;
        }

        Remember(unknown);
    }

    private static bool TryFind(ReadOnlyMemory<byte> body, out NamedIds ids, out GatewayError error)
    {
        bool isSound = JsonScan.TryScan(body, out JsonScan? scan, out GatewayError? flaw, Sought);
        ids = isSound ? BodyIds.Find(scan!) : NamedIds.None;
        error = flaw!;
        return isSound;
    }

    private void Remember(string[] ids)
    {
        if (_known.Count + ids.Length > MostKnown)
        {
            _known.Clear();
        }

        _known.UnionWith(ids);
    }

    private void Refuse(GatewayError why) =>
        Refusal = new GatewayError(why.Kind, $"Line {_number} of the batch's file: {why.Message}") { Param = "input_file_id" };
}
