using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Calls;
using Headgate.Simulator.Clouds;
using Headgate.Simulator.Stored;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>One call from its first check to its last byte.</summary>
internal sealed class Rehearsal(
    HttpContext context, SimulatedCall call, ReceivedBody received, CloudRoutes clouds, Shelf shelf, SimulatorOptions options,
    CancellationToken cancellationToken)
{
    private static readonly Answer Silence = new(null, null, [], StopReason.Filtered);

    private readonly Draws _draws = new(options.Seed, call.Sequence);
    private readonly Seal _seal = new(options.Seed);

    /// <summary>What the vendor bills the input as; null while nothing is owed.</summary>
    public Usage? Billed { get; private set; }

    /// <param name="body">The body's JSON object, or null.</param>
    /// <param name="flaw">Why there is none.</param>
    public async Task RunAsync(JsonDocument? body, VendorError? flaw)
    {
        var route = clouds.Find(context.Request) ?? Route.Find(context.Request);
        var reply = new JsonReply(context.Response, call, route.Vendor, cancellationToken);
        var now = options.TimeProvider.GetUtcNow();
        route.Vendor.Stamp(context.Response.Headers, call.Id, now);
        if ((route.Vendor.CredentialError(context.Request, received.Whole, now) ?? route.Refusal) is { } refusal)
            await reply.RefuseAsync(refusal);
        else if (route.Plain is { } plain)
            await plain.ServeAsync(Plain(route, body?.RootElement, reply));
        else if (route.Operation is null)
            await new ModelsReply(route.Vendor, options).SendAsync(route.ListedModel, reply);
        else if (body is null)
            await reply.RefuseAsync(flaw!);
        else
            await AnswerAsync(route.Operation, body.RootElement, reply);
    }

    private PlainCall Plain(Route route, JsonElement? body, JsonReply reply) =>
        new(context, call, received, body, route.Vendor, reply, shelf, _draws, options, cancellationToken) { Id = route.Id };

    private async Task AnswerAsync(Operation operation, JsonElement root, JsonReply reply)
    {
        if (call.Model is null)
            await reply.RefuseAsync(root.Member("model") is null ? VendorError.Missing("model") : VendorError.Mistyped("model", "a string"));
        else if (BehaviourOf(call.Model) is not { } behaviour)
            await reply.RefuseAsync(operation.Vendor.UnknownModel(call.Model));
        else
            await PerformAsync(operation, behaviour, root, reply);
    }

    private Behaviour? BehaviourOf(string model) => Vocabulary.Parse(options.Aliases.GetValueOrDefault(model, model));

    private async Task PerformAsync(Operation operation, Behaviour behaviour, JsonElement root, JsonReply reply)
    {
        var pace = new Pace(call, behaviour, _draws, options, cancellationToken);
        await pace.BeforeHeadersAsync();
        if (behaviour.RefuseConnection)
            reply.Reset();
        else if (FailureOf(operation, behaviour) is { } failure)
            await reply.RefuseAsync(operation.Vendor.Explain(failure));
        else if (Violation(operation, behaviour, root) is { } violation)
            await reply.RefuseAsync(violation);
        else
            await PlayAsync(operation, behaviour, pace, Compose(operation, behaviour, root), reply);
    }

    private Failure? FailureOf(Operation operation, Behaviour behaviour)
    {
        if (behaviour.FlakyPercent > 0 && _draws.Percent() < behaviour.FlakyPercent)
            return new Failure(FailureKind.Status, StatusCodes.Status500InternalServerError);
        return IsSilenced(operation, behaviour) ? null : behaviour.Failure;
    }

    private static bool IsSilenced(Operation operation, Behaviour behaviour) =>
        behaviour.Failure?.Kind == FailureKind.ContentFiltered && operation.AnswersWhenFiltered;

    private VendorError? Violation(Operation operation, Behaviour behaviour, JsonElement root) =>
        (behaviour.Picky ? Pickiness.Violation(root, operation.KnownFields) : null)
        ?? (operation.Resumes(root) is { } earlier && !shelf.Responses.ContainsKey(earlier)
            ? new VendorError(400, $"The response '{earlier}' was not found.") { Param = "previous_response_id", Code = "previous_response_not_found" }
            : null)
        ?? operation.Violation(root, context.Request.Headers, _seal);

    private Turn Compose(Operation operation, Behaviour behaviour, JsonElement root)
    {
        var conversation = operation.Read(root);
        IReadOnlyList<Answer> answers = IsSilenced(operation, behaviour) ? [Silence] : [.. conversation.Prompts
            .SelectMany(prompt => Enumerable.Repeat(AnswerComposer.Compose(behaviour, conversation, prompt), conversation.Choices))];
        var usage = new Usage(
            conversation.InputTokens,
            behaviour.Cached ? 1000 : 0,
            behaviour.Cached ? 100 : 0,
            answers.Sum(answer => (long)answer.OutputTokens),
            answers.Sum(answer => (long)answer.ReasoningTokens));
        return new Turn(
            call.Model!, root, conversation, answers, usage, _draws.Id(""), _draws, options.TimeProvider.GetUtcNow(), _seal);
    }

    private async Task PlayAsync(Operation operation, Behaviour behaviour, Pace pace, Turn turn, JsonReply reply)
    {
        if (operation.Stores(turn) is ({ } id, { } stored))
            shelf.Responses[id] = stored;
        if (call.IsStream && operation.CanStream)
        {
            Billed = turn.Usage;
            await new StreamPlayer(context.Response, call, behaviour, pace, cancellationToken).PlayAsync(operation, turn);
        }
        else if (behaviour.Fault is { Kind: StreamFaultKind.Error })
        {
            await reply.RefuseAsync(operation.Vendor.Explain(new Failure(FailureKind.Status, StatusCodes.Status500InternalServerError)));
        }
        else
        {
            Billed = operation.IsBilled ? turn.Usage : null;
            await new WholePlayer(context.Response, call, behaviour, pace, cancellationToken).PlayAsync(operation, turn);
        }
    }
}
