using Headgate.Gateway.Config;
using Headgate.Gateway.Raw.Forms;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>A form that is passed on as it comes; it passes once.</summary>
/// <param name="upload">The client's bytes.</param>
/// <param name="length">How many they are; null when the client did not say.</param>
/// <param name="model">Where they name the model; null when they name none.</param>
internal sealed class UploadBody(Stream upload, long? length, FormField? model) : RawBody
{
    public override bool MayRepeat => false;

    public override GatewayError? Refusal => (upload as UploadStream)?.Refusal;

    public override (Stream? Bytes, long? Length) For(Target target)
    {
        if (model is null || model.Value == target.VendorModel)
        {
            return (upload, length);
        }

        byte[] named = model.Write(target.VendorModel);
        return (new SplicedStream(upload, model.Start, model.End, named), length + named.Length - (model.End - model.Start));
    }
}
