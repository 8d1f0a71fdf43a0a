using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Calls;
using Headgate.Simulator.Clouds;
using Headgate.Simulator.Stored;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>A call of a <see cref="PlainOperation"/>, its credential found good.</summary>
internal sealed record PlainCall(
    HttpContext Context, SimulatedCall Call, ReceivedBody Body, JsonElement? Json, Vendor Vendor, JsonReply Reply, Shelf Shelf, Draws Draws,
    SimulatorOptions Options, CancellationToken Cancellation)
{
    /// <summary>The id in the path: <c>/v1/files/ID/…</c>.</summary>
    public string Id { get; init; } = "";

    public string Method => Context.Request.Method;

    /// <summary>
    /// Answers when the call fails as its model's name wants, or there is no such model; false: it goes on. A deployment in the path counts
    /// whatever the body says.
    /// </summary>
    public async Task<bool> FailsAsync(string? named)
    {
        var model = CloudRoutes.ModelOf(Context.Request) ?? named;
        var behaviour = model is null ? null : Vocabulary.Parse(Options.Aliases.GetValueOrDefault(model, model));
        if (behaviour is null)
        {
            await Reply.RefuseAsync(model is null ? VendorError.Missing("model") : Vendor.UnknownModel(model));
            return true;
        }

        await new Pace(Call, behaviour, Draws, Options, Cancellation).BeforeHeadersAsync();
        if (behaviour.Failure is not { } failure)
            return false;
        await Reply.RefuseAsync(Vendor.Explain(failure));
        return true;
    }

    public Task AnswerAsync(Action<Utf8JsonWriter> write) => Reply.SendAsync(StatusCodes.Status200OK, write);

    public Task NotFoundAsync(string what) =>
        Reply.RefuseAsync(new VendorError(404, $"No such {what} object: {Id}") { Param = "id" });

    /// <summary>Sends bytes that are no JSON.</summary>
    public async Task SendAsync(string contentType, ReadOnlyMemory<byte> bytes)
    {
        Call.Answers(StatusCodes.Status200OK);
        Context.Response.ContentType = contentType;
        await Context.Response.Body.WriteAsync(bytes, Cancellation);
    }
}
