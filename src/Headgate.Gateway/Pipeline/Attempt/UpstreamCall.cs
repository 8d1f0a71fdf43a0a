using System.Net;
using System.Runtime.CompilerServices;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>
/// One attempt at one target, mostly one call: address and sign, send, classify. Everything that can go wrong on the way becomes an
/// <see cref="AttemptFailure"/>.
/// </summary>
internal sealed class UpstreamCall(IUpstreamConnections connections, ICredentialSource credentials, TimeProvider time)
{
    /// <summary>Makes it; throws when the client leaves.</summary>
    /// <param name="call">The target, entered.</param>
    /// <param name="terms">What all calls of the request have in common.</param>
    /// <param name="isHedge">True when it is made beside another.</param>
    /// <param name="outrun">Cancelled when another has answered first: what is given then is looked at by nobody.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<CallResult> SendAsync(TargetCall call, CallTerms terms, bool isHedge = false, CancellationToken outrun = default)
    {
        (ModelAlias alias, Inbound inbound, IRequestTranslation? translation, RequestTrace request, ConfigSnapshot config) =
            (terms.Alias, terms.Inbound, terms.Translation, terms.Request, terms.Config);
        Target target = call.Target;
        var trace = new AttemptTrace(target, time, call)
        {
            IsHedge = isHedge,
            IsContinuation = terms.IsContinuing,
            Prices = inbound.Protocol.IsFree ? null : config.Prices.Of(target),
            GivenBound = request.Spending?.GivenBound,
        };
        trace.Connect.Timeout = alias.Timeouts.Connect;
        request.Dispatched(trace);

        var clock = new AttemptClock(time, alias.Timeouts, terms.EndsAt, inbound.IsStream, terms.Departed, outrun);
        HttpResponseMessage? response = null;
        ICallTranslation? translated = null;
        bool kept = false;
        try
        {
            translated = translation?.Translate(target, trace.GivenBound);
            trace.Losses = translated is null ? RequestShaping.BetasLeftOut(target, inbound) : translated.Losses;
            if (translated is { Body: null })
            {
                return await AnswerAsync(translated, inbound.Protocol, request, trace);
            }

            CredentialAnswer credential = await credentials.TakeAsync(target.Credential, clock.Token);
            if (credential.Fault is { } missing)
            {
                return trace.Failed(new AttemptFailure(missing.Fault, missing.Detail));
            }

            trace.Secret = credential.Secret;
            bool isNative = translated is null or { AnswersNatively: true };
            ICallTranslation? told = translated is null ? translation?.Retell(target) : isNative ? null : translated;
            bool asksForUsage = isNative && target.Provider.Row.TakesStreamOptions && inbound.Protocol.UsageMustBeAskedFor(inbound.Scan);
            NativeProtocol spoken = SpokenBy(target, inbound);
            CallResult result;
            do
            {
                response?.Dispose();
                using HttpRequestMessage message = await AddressAsync(target, alias, inbound, translated, trace, asksForUsage, config, clock.Token);
                if (request.Claim is { } claim)
                {
                    HeaderPolicy.Name(message, target.Provider, spoken.Protocol, claim.NextKey(target.Name));
                }

                response = await connections.For(target.Provider.Endpoint, target.Connecting).SendAsync(message, clock.Token);
                clock.Touch();
                trace.Status = (int)response.StatusCode;
                trace.VendorRequestId = HeaderPolicy.VendorRequestId(response.Headers);
                trace.ServiceTier = HeaderPolicy.ServiceTier(response.Headers);

                result = response.IsSuccessStatusCode
                    ? await ReplyReader.ReadAsync(response, spoken, inbound.IsStream, told, trace, clock, asksForUsage)
                    : await RefusalReader.ReadAsync(response, trace, time, clock.Token);
            }
            while (GoesOn(result, told, trace));

            kept = !result.Failed(out AttemptFailure? failure, out UpstreamReply? reply) && reply is UpstreamReply.Streamed;
            if (failure is not null)
            {
                return trace.Failed(failure.InWordsOf(inbound.Protocol.Dialect, spoken.Dialect));
            }

            response = null; // the reply's now
            trace.Answered(kept, reply!.Usage);
            request.Answered(trace);
            return result;
        }
        catch (OperationCanceledException left) when (Departure.Is(left, terms.Departed))
        {
            trace.Deserted();
            throw;
        }
        catch (Exception given) when (outrun.IsCancellationRequested && (given is OperationCanceledException or HttpRequestException or IOException))
        {
            trace.Outrun();
            return new AttemptFailure(UpstreamFault.Connection, "The call was given up.");
        }
        catch (Exception broken) when (broken is OperationCanceledException or HttpRequestException or IOException)
        {
            return trace.Failed(ConnectionFailures.Of(broken, clock.Expired, trace.Connect));
        }
        finally
        {
            response?.Dispose();
            translated?.Body?.Release();
            if (!kept)
            {
                clock.Dispose();
                call.Leave();
            }
        }
    }

    /// <summary>
    /// True when the vendor takes the request in several calls and this was not the last: the translation has kept the answer, and what it used is
    /// counted.
    /// </summary>
    private static bool GoesOn(in CallResult result, ICallTranslation? translated, AttemptTrace trace)
    {
        if (result.Failed(out _, out UpstreamReply? reply) || reply is not UpstreamReply.Whole answer || translated?.TryGoOn() != true)
        {
            return false;
        }

        trace.Used(answer.Reading.Usage, answer.Reading.ServiceTier);
        answer.Body.Dispose();
        return true;
    }

    /// <summary>What needs no vendor is worked out away from the I/O thread, which other connections wait for.</summary>
    private static async Task<CallResult> AnswerAsync(ICallTranslation translated, NativeProtocol protocol, RequestTrace request, AttemptTrace trace)
    {
        using var nothing = new PooledBytes();
        PooledBytes answer = await Task.Run(() => translated.Translate(nothing)!);
        trace.FirstContent();
        request.Answered(trace);
        return new UpstreamReply.Whole(trace, new HttpResponseMessage(HttpStatusCode.OK), answer, protocol.ReadReply(answer.Span)) { IsTranslated = true };
    }

    private async ValueTask<HttpRequestMessage> AddressAsync(
        Target target, ModelAlias alias, Inbound inbound, ICallTranslation? translated, AttemptTrace trace, bool asksForUsage, ConfigSnapshot config,
        CancellationToken cancellation)
    {
        Provider provider = target.Provider;
        bool isOtherProtocol = SpokenBy(target, inbound) != inbound.Protocol;
        string query = !isOtherProtocol ? HeaderPolicy.QueryUp(inbound.Request, inbound.Protocol.Dialect) : "";
        WireProtocol spoken = SpokenBy(target, inbound).Protocol;
        SplicedBody body = translated is null
            ? RequestShaping.For(target, alias, inbound, asksForUsage, trace.GivenBound)
            : RequestShaping.For(target, spoken, inbound, translated.Body!);
        var address = new UpstreamAddress(BaseOf(provider, translated), spoken, target.UpstreamModel, trace.Secret, query)
        {
            IsStream = inbound.IsStream,
            Body = body,
            Time = time.GetUtcNow(),
        };
        HttpRequestMessage message = await provider.Vendor.AddressAsync(address, cancellation);
        message.Content = new SplicedContent(body, translated?.Body ?? inbound.Body, trace);
        message.Options.Set(ConnectTrace.Key, trace.Connect);
        HeaderPolicy.CopyUp(inbound.Request, message, provider, spoken, config, isTranslated: isOtherProtocol);
        return message;
    }

    private static Uri BaseOf(Provider provider, ICallTranslation? translated) =>
        translated is { IsPrefilled: true } && provider.Row.PrefillBase is { } other && provider.Endpoint.BaseUrl.AbsolutePath == "/"
            ? new Uri(provider.Endpoint.BaseUrl, other)
            : provider.Endpoint.BaseUrl;

    private static NativeProtocol SpokenBy(Target target, Inbound inbound) =>
        target.TranslatedTo is { } protocol ? NativeProtocols.Get(protocol) : inbound.Protocol;
}
