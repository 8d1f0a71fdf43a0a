using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.OpenAI;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>What the writers of one request share. One owner.</summary>
/// <param name="Request">What is written.</param>
/// <param name="Target">For whom.</param>
/// <param name="Json">Where it is written.</param>
/// <param name="Losses">What does not arrive.</param>
internal sealed record ResponsesDraft(ChatRequest Request, EgressTarget Target, Utf8JsonWriter Json, LossList Losses)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 64;

    /// <summary>The names of tools, made to fit.</summary>
    public ToolNames Names { get; } = new(LongestName);

    /// <summary>The vendor's quirks.</summary>
    public VendorRow Vendor => Target.Vendor;

    /// <summary>True when the client speaks this protocol itself.</summary>
    public bool IsOwn => Request.Protocol == WireProtocol.OpenAIResponses;

    /// <summary>True when parts of messages may say up to where the prompt is to be cached.</summary>
    public bool TakesCacheBreakpoints => Vendor.TakesCacheBreakpoints && (IsOwn || !ChatModels.RefuseBreakpoints(Target.Model));

    /// <summary>True when the target takes a member; else its loss is named.</summary>
    public bool Takes(string member, string path)
    {
        string? reason = Vendor.Refuses.Contains(member) ? $"{Vendor.Type} does not take it"
            : ChatModels.RefuseWhenReasoning(member) && ChatModels.Reason(Target.Model) ? $"{Target.Model} does not take it"
            : null;
        if (reason is not null)
        {
            Losses.Add(path, reason);
        }

        return reason is null;
    }

    /// <summary>Writes the extras that stood in this object; members of other protocols are losses.</summary>
    public void WriteExtras(ImmutableArray<Extra> extras, JsonPlace parent)
    {
        ResponsesProtocol.Extras.NameForeign(extras, Losses);
        ResponsesProtocol.Extras.Write(Json, extras, parent);
    }
}
