using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>The items of one answer in the making. Their ids are made of the answer's.</summary>
/// <param name="responseId">The answer's id.</param>
/// <param name="tools">The tools that were offered.</param>
internal sealed class OutputItems(string responseId, ImmutableArray<Tool> tools)
{
    private readonly List<OutputItem> _all = [];

    /// <summary>Those so far.</summary>
    public IReadOnlyList<OutputItem> All => _all;

    /// <summary>Begins a message.</summary>
    public OutputItem.Message AddMessage() => Add(new OutputItem.Message { Id = NextId("msg"), Index = _all.Count });

    /// <summary>Begins an item of reasoning.</summary>
    public OutputItem.Reasoning AddReasoning() => AddReasoning(default, []);

    /// <summary>Begins a call.</summary>
    public OutputItem.Call AddCall(string callId, string name, bool isFreeform) => AddCall(callId, name, isFreeform, default, []);

    /// <summary>Adds what a whole answer says, in order; what has no place is a loss.</summary>
    public void Add(ImmutableArray<ContentPart> parts, ImmutableArray<Extra> extras, bool isOwn, LossList losses)
    {
        OutputItem.Message? open = null;
        JsonPlace openPlace = default;
        foreach (ContentPart part in parts)
        {
            ResponsesProtocol.Extras.NameForeign(part.Extras, losses);
            if (part is TextPart or RefusalPart)
            {
                if (open is null || (isOwn && !ResponsesPaths.AreOfOneItem(openPlace, part.Place)))
                {
                    JsonPlace place = ResponsesPaths.Output(part.Place.First);
                    open = Add(new OutputItem.Message { Id = NextId("msg"), Index = _all.Count, Place = place, Extras = extras });
                    openPlace = part.Place;
                }

                Add(part, open);
                continue;
            }

            open = null;
            AddOther(part, losses);
        }

        _all.RemoveAll(item => item is OutputItem.Message { Texts.Count: 0 });
    }

    private static void Add(ContentPart part, OutputItem.Message message)
    {
        string text = part is RefusalPart refusal ? refusal.Text : ((TextPart)part).Text;
        if (text.Length > 0)
        {
            OutputText said = new(part is RefusalPart) { Place = part.Place, Extras = part.Extras };
            said.Text.Append(text);
            message.Texts.Add(said);
        }
    }

    private void AddOther(ContentPart part, LossList losses)
    {
        switch (part)
        {
            case ReasoningPart reasoning:
                OutputItem.Reasoning thought = AddReasoning(part.Place, part.Extras);
                thought.Text.Append(reasoning.Text);
                thought.Sealed = Seal(reasoning, losses);
                break;
            case ToolCallPart call:
                string arguments = Encoding.UTF8.GetString(
                    call.IsFreeform ? call.Arguments.Span : ToolArguments.Compact(ToolArguments.AsObject(call.Arguments)).Span);
                AddCall(call.Id, call.Name, call.IsFreeform, part.Place, part.Extras).Arguments.Append(arguments);
                break;
            case NativePart { Protocol: WireProtocol.OpenAIResponses } native:
                Add(new OutputItem.Other { Id = "", Index = _all.Count, Part = native });
                break;
            default:
                losses.Add(part.Place, ResponsesProtocol.NoCounterpart);
                break;
        }
    }

    private static string? Seal(ReasoningPart reasoning, LossList losses)
    {
        string? sealedText = CarriedThinking.Write(reasoning);
        if (sealedText is null && reasoning.Signature is not null)
        {
            losses.Add(reasoning.SignaturePlace, "the thinking is too long for a client to send back");
        }

        return sealedText;
    }

    private OutputItem.Reasoning AddReasoning(JsonPlace place, ImmutableArray<Extra> extras) =>
        Add(new OutputItem.Reasoning { Id = NextId("rs"), Index = _all.Count, Place = place, Extras = extras });

    private OutputItem.Call AddCall(string callId, string name, bool isFreeform, JsonPlace place, ImmutableArray<Extra> extras)
    {
        ToolGroup? group = ToolNaming.Find(tools, name)?.Group;
        return Add(new OutputItem.Call
        {
            Id = NextId(isFreeform ? "ctc" : "fc"),
            Index = _all.Count,
            CallId = callId,
            Name = group?.NameWithin(name) ?? name,
            Group = group?.Name,
            IsFreeform = isFreeform,
            Place = place,
            Extras = extras,
        });
    }

    private T Add<T>(T item)
        where T : OutputItem
    {
        _all.Add(item);
        return item;
    }

    private string NextId(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}_{AnswerId.StemOf(AnswerId.Response, responseId)}_{_all.Count}");
}
