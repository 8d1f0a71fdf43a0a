using System.Text.Json;
using System.Text.Json.Serialization;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Operations.Budgets;
using Headgate.Console.Operations.Config;
using Headgate.Console.Operations.Health;
using Headgate.Console.Operations.Keys;
using Headgate.Console.Operations.Objects;
using Headgate.Console.Operations.Requests;
using Headgate.Console.Operations.Routing;

namespace Headgate.Console.Api;

/// <summary>The shapes of the API; <see cref="Wire"/> reads and writes them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IssueKeyInput))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(Listing<KeyView>))]
[JsonSerializable(typeof(Listing<BudgetView>))]
[JsonSerializable(typeof(RequestView))]
[JsonSerializable(typeof(Listing<RequestView>))]
[JsonSerializable(typeof(Listing<UsageRow>))]
[JsonSerializable(typeof(ReratingView))]
[JsonSerializable(typeof(ConfigObjectView))]
[JsonSerializable(typeof(SecretsView))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ConfigView))]
[JsonSerializable(typeof(ValidateConfigInput))]
[JsonSerializable(typeof(ConfigVerdict))]
[JsonSerializable(typeof(ExplainRouteInput))]
[JsonSerializable(typeof(RouteView))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(Listing<ModelView>))]
[JsonSerializable(typeof(Listing<ProviderView>))]
[JsonSerializable(typeof(Listing<AuditView>))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(ProblemReply))]
internal sealed partial class ApiJson : JsonSerializerContext;
