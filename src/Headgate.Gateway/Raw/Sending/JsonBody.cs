using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw.Forms;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>A JSON body that lies in memory: the client's own bytes, with the vendor's name of the model where it names one.</summary>
internal sealed class JsonBody(Inbound inbound) : RawBody
{
    public override bool MayRepeat => true;

    public override (Stream? Bytes, long? Length) For(Target target)
    {
        var edits = new RequestEdits();
        if (inbound.Model.Length > 0 && inbound.Model != target.VendorModel)
        {
            edits.Add(target.ModelEdit);
        }

        foreach (MemberEdit edit in target.Provider.Vendor.EditsFor(inbound.Protocol.Protocol))
        {
            edits.Add(edit);
        }

        edits.AddVeil(inbound.Veil);
        SplicedBody body = edits.Apply(inbound.Scan);
        return (new PieceStream(body, inbound.Body), body.Length);
    }
}
