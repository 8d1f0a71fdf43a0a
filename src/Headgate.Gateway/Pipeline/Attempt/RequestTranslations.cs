using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Finds how a plan's request is translated.</summary>
internal static class RequestTranslations
{
    /// <summary>The translation for a plan; null when it has targets of the native lane only.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="inbound">The call.</param>
    /// <param name="trace">Its caller.</param>
    /// <param name="memory">What is kept of answers.</param>
    /// <param name="fetcher">Fetches URLs; null when the config says that none are fetched.</param>
    /// <param name="time">The clock.</param>
    public static IRequestTranslation? For(
        AttemptPlan plan, Inbound inbound, RequestTrace trace, AnswerMemory memory, UrlFetcher? fetcher, TimeProvider time)
    {
        WireProtocol client = inbound.Protocol.Protocol;
        bool hasHeir = plan.Alias.Resumes && inbound.IsStream && ChatCodecs.IngressOf(client) is not null && ResumableRequest.HasHeir(plan, client);
        if (hasHeir)
        {
            return For(plan.Alias, inbound, trace, memory, fetcher, time, hasHeir);
        }

        foreach (Target target in plan.Targets)
        {
            if (target.TranslatedTo is not null)
            {
                return For(plan.Alias, inbound, trace, memory, fetcher, time);
            }
        }

        return null;
    }

    private static IRequestTranslation For(
        ModelAlias alias, Inbound inbound, RequestTrace trace, AnswerMemory memory, UrlFetcher? fetcher, TimeProvider time, bool hasHeir = false)
    {
        WireProtocol client = inbound.Protocol.Protocol;
        if (ChatCodecs.IngressOf(client) is { } chat)
        {
            return new RequestTranslation(chat, alias, inbound, memory, trace, fetcher, time) { HasHeir = hasHeir };
        }

        return EmbeddingsCodecs.IngressOf(client) is { } embeddings ? new EmbeddingsTranslation(embeddings, alias, inbound)
            : RerankCodecs.IngressOf(client) is { } rerank ? new RerankTranslation(rerank, alias, inbound)
            : new CountTranslation((ITokenCount)inbound.Protocol, inbound);
    }
}
