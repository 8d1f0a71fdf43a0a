using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Attempt;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Relay;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Llm.Protocols;
using Headgate.Llm.Protocols.OpenAI;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>One call that passes verbatim to one target: address and sign, send, judge the answer, and let it pass.</summary>
internal sealed class RawSender(IUpstreamConnections connections, ICredentialSource credentials, TimeProvider time)
{
    public async ValueTask<RawEnd> SendAsync(Target target, RawOrder order, TimeoutOptions timeouts, long endsAt, RawExchange exchange, TargetCall? call = null)
    {
        var trace = new AttemptTrace(target, time, call)
        {
            Prices = exchange.Trace.Protocol.IsFree ? null : exchange.Config.Prices.Of(target),
        };
        trace.Connect.Timeout = timeouts.Connect;
        exchange.Trace.Dispatched(trace);

        using var clock = new AttemptClock(time, timeouts, endsAt, isStream: false, exchange.Departed);
        using var sent = new Sent(order, trace, clock, exchange, time);
        try
        {
            CredentialAnswer credential = await credentials.TakeAsync(target.Credential, clock.Token);
            if (credential.Fault is { } missing)
            {
                return trace.Failed(new AttemptFailure(missing.Fault, missing.Detail));
            }

            trace.Secret = credential.Secret;
            if (Address(target, order, trace, exchange) is not { } head)
            {
                trace.Failed("unsupported_endpoint", "The provider's address, project or API leaves no place for this path.");
                return new GatewayError(ErrorKind.UnsupportedEndpoint, "The provider has no such path, or none that may be called by this gateway.");
            }

            (Stream? bytes, long? length) = order.Body.For(target);
            await using Stream? body = bytes;
            await exchange.Visit.Relay.SendAsync(
                new RawSending
                {
                    Head = head,
                    Way = connections.For(target.Provider.Endpoint, target.Credential),
                    Body = body,
                    Length = length,
                    Silence = exchange.Visit.Relay.IsUpgrade ? timeouts.Idle : timeouts.Total, // else the clock watches, and better
                    Judge = sent.JudgeAsync,
                },
                clock.Token);
            trace.Ended();
            return sent.Failure is { } met ? trace.Failed(met) : default(RawEnd);
        }
        catch (Exception) when (order.Body.Refusal is { } refusal)
        {
            trace.Failed("client_refused", "The client's upload was refused while it passed.");
            return exchange.Client.HasStarted ? Broken(exchange, ErrorTable.Code(refusal)) : refusal;
        }
        catch (Exception ended) when (sent.IsUpgraded && ended is OperationCanceledException or HttpRequestException or IOException)
        {
            // A session has no end but that one side leaves, or its time is up.
            return Broken(exchange, clock.Expired == Deadline.None ? null : "upstream_timeout");
        }
        catch (OperationCanceledException left) when (Departure.Is(left, exchange.Departed))
        {
            trace.Failed("client_closed", "The client left.");
            throw;
        }
        catch (Exception broken) when (broken is OperationCanceledException or HttpRequestException or IOException)
        {
            AttemptFailure failure = trace.Failed(ConnectionFailures.Of(broken, clock.Expired, trace.Connect));
            return exchange.Client.HasStarted
                ? Broken(exchange, failure.Fault == UpstreamFault.Timeout ? "upstream_timeout" : "upstream_error")
                : failure;
        }
        finally
        {
            trace.Used(UsageTail.Read(sent.Tail.Bytes), null);
            call?.Leave();
        }
    }

    private HttpRequestMessage? Address(Target target, RawOrder order, AttemptTrace trace, RawExchange exchange)
    {
        Provider provider = target.Provider;
        var address = new RawAddress(provider.Endpoint.BaseUrl, order.Method, exchange.Route.Protocol, order.Path, trace.Secret)
        {
            Query = order.Query,
            Model = target.VendorModel,
            BodyHash = order.Body.Hash,
            Time = time.GetUtcNow(),
        };
        if (provider.Vendor.AddressRaw(address) is not { } head)
        {
            return null;
        }

        head.Content = new ByteArrayContent([]);
        head.Options.Set(ConnectTrace.Key, trace.Connect);
        HeaderPolicy.CopyUp(exchange.Request, head, provider, exchange.Route.Protocol, exchange.Config, isTranslated: false);
        order.Prepare?.Invoke(head);
        return head;
    }

    /// <summary>A reply that has begun ends with its connection: there is nobody left to tell.</summary>
    private static RawEnd Broken(RawExchange exchange, string? code)
    {
        exchange.Trace.Code = code;
        return default;
    }

    /// <summary>What has become of one sending.</summary>
    private sealed class Sent(RawOrder order, AttemptTrace trace, AttemptClock clock, RawExchange exchange, TimeProvider time) : IDisposable
    {
        private Stream? _answer;

        public RawTail Tail { get; } = new();

        public AttemptFailure? Failure { get; private set; }

        public bool IsUpgraded { get; private set; }

        public async ValueTask<bool> JudgeAsync(HttpResponseMessage response)
        {
            clock.Touch();
            clock.FirstContent();
            trace.Status = (int)response.StatusCode;
            trace.VendorRequestId = HeaderPolicy.VendorRequestId(response.Headers);
            IsUpgraded = response.StatusCode == HttpStatusCode.SwitchingProtocols;
            if (!response.IsSuccessStatusCode && !IsUpgraded)
            {
                (await RefusalReader.ReadAsync(response, trace, time, clock.Token)).Failed(out AttemptFailure? failure, out _);
                Failure = failure;
                return false;
            }

            trace.FirstContent();
            trace.Call?.Answered();
            exchange.Trace.Answered(trace);
            if (order.Take is { } take)
            {
                if (order.TakesLong)
                {
                    clock.Suspend();
                }

                Failure = await take(response, trace, clock.Token);
                return false;
            }

            exchange.Trace.Status = (int)response.StatusCode;
            HeaderPolicy.CopyBack(response.Headers, exchange.Client);
            ReplyHeaders.Answered(exchange.Client, exchange.Trace);
            if (!IsUpgraded)
            {
                exchange.Client.SetHeader("content-type", HeaderPolicy.ContentTypeBack(response.Content.Headers));
                await TapAsync(response);
            }
            else
            {
                clock.Suspend();
            }

            return true;
        }

        public void Dispose() => _answer?.Dispose();

        /// <summary>The body in the vendor's content is replaced by itself, looked at on its way.</summary>
        private async ValueTask TapAsync(HttpResponseMessage response)
        {
            _answer = new TappedStream(await response.Content.ReadAsStreamAsync(clock.Token), clock, Tail);
            var tapped = new StreamContent(_answer);
            tapped.Headers.ContentLength = response.Content.Headers.ContentLength;
            response.Content = tapped;
        }
    }
}
