using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Requests;

/// <summary>What is to be added up.</summary>
/// <param name="Requests">Which requests count; its page is not used.</param>
/// <param name="Page">The part of the list.</param>
public sealed record GetUsageInput(RequestQuery Requests, PageInput Page)
{
    /// <summary>What usage is told apart by: <c>key</c>, <c>team</c>, <c>model</c>, <c>provider</c> or <c>tag</c>. Default: by key.</summary>
    public string? By { get; init; }

    /// <summary><c>hour</c> or <c>day</c>, UTC; null = all is one.</summary>
    public string? Bucket { get; init; }
}
