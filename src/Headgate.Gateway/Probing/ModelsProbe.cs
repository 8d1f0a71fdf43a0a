using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Pipeline.Attempt;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Probing;

/// <summary>Asks a vendor for the list of its models, which costs nothing.</summary>
internal sealed class ModelsProbe(IUpstreamConnections connections, ICredentialSource credentials, ISnapshotSource snapshots, TimeProvider time)
{
    /// <summary>Asks once; null where the vendor has no such list below its base URL.</summary>
    /// <param name="place">The vendor, at one of its servers.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="isSigned">False to ask as somebody who has none.</param>
    /// <param name="timeouts">How long it may take.</param>
    /// <param name="cancellation">The caller's leaving.</param>
    public async ValueTask<AttemptRecord?> AskAsync(
        Provider place, Credential credential, bool isSigned, TimeoutOptions timeouts, CancellationToken cancellation)
    {
        var trace = new AttemptTrace(new Target(place, "", credential), time);
        trace.Connect.Timeout = timeouts.Connect;
        using var clock = new AttemptClock(
            time, timeouts, trace.SentAt + (long)(timeouts.Total.TotalSeconds * time.TimestampFrequency), isStream: false, cancellation);
        try
        {
            CredentialAnswer answer = isSigned ? await credentials.TakeAsync(credential, clock.Token) : default;
            if (answer.Fault is { } missing)
            {
                trace.Failed(new AttemptFailure(missing.Fault, missing.Detail));
                return trace.ToRecord();
            }

            trace.Secret = answer.Secret;
            using HttpRequestMessage? message = Address(place, trace);
            if (message is null)
            {
                return null;
            }

            using HttpResponseMessage response = await connections.For(place.Endpoint, credential).SendAsync(message, clock.Token);
            trace.Status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode && (await RefusalReader.ReadAsync(response, trace, time, clock.Token)).Failed(out AttemptFailure? refused, out _))
            {
                trace.Failed(refused);
            }
        }
        catch (Exception broken) when (broken is OperationCanceledException or HttpRequestException or IOException && !Departure.Is(broken, cancellation))
        {
            trace.Failed(ConnectionFailures.Of(broken, clock.Expired, trace.Connect));
        }

        trace.Ended();
        return trace.ToRecord();
    }

    private HttpRequestMessage? Address(Provider place, AttemptTrace trace)
    {
        WireProtocol protocol = place.Vendor.Speaks("").FirstOrDefault();
        var address = new RawAddress(place.Endpoint.BaseUrl, HttpMethod.Get, protocol, "models", trace.Secret) { Time = time.GetUtcNow() };
        if (place.Vendor.AddressRaw(address) is not { } message)
        {
            return null;
        }

        message.Content = new ByteArrayContent([]); // headers of both kinds are set at once; then there is none to send
        message.Options.Set(ConnectTrace.Key, trace.Connect);
        HeaderPolicy.CopyUp(new ProbeRequest([]), message, place, protocol, snapshots.Current, isTranslated: false);
        message.Content = null;
        return message;
    }
}
