using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Clouds;

/// <summary>A maker's operation as a cloud hosts it.</summary>
internal abstract class DelegatingOperation(Vendor cloud, Operation maker) : Operation(cloud)
{
    public override FrozenSet<string> KnownFields => maker.KnownFields;

    public override bool CanStream => maker.CanStream;

    public override bool IsBilled => maker.IsBilled;

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) => maker.Violation(body, headers, seal);

    public override Conversation Read(JsonElement body) => maker.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn) => maker.WriteAnswer(json, turn);

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => maker.Stream(scratch, turn);

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent) =>
        maker.StreamError(scratch, turn, eventsSent, beforeContent);
}
