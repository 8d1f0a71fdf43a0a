using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.OpenAI.Chat;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Vendors;

/// <summary>POST chat/completions as one vendor other than OpenAI takes and answers it.</summary>
internal sealed class SheetOperation(VendorSheet sheet) : Operation(new SheetVendor(sheet))
{
    private readonly SheetChecks _checks = new(sheet);

    public override FrozenSet<string> KnownFields { get; } =
        sheet.Fields?.ToFrozenSet(StringComparer.Ordinal) ?? new ChatOperation(new SheetVendor(sheet)).KnownFields;

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) => _checks.Violation(body);

    public override Conversation Read(JsonElement body) => ChatReader.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn) => new SheetWriter(sheet, json, turn).Write();

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => new SheetStream(sheet, scratch, turn).Events();

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent) =>
        new SheetStream(sheet, scratch, turn).Error();
}
