using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Headgate.Console.Api;
using Headgate.Console.Operations;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Headgate.Console.Tests.Api;

public sealed partial class PermissionTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Every_operation_has_exactly_one_endpoint_under_its_own_permission()
    {
        Type[] operations = [.. typeof(Operation<,>).Assembly.GetTypes().Where(type => !type.IsAbstract && IsOperation(type))];
        Dictionary<Type, ApiRoute> routes = Endpoints().Select(endpoint => endpoint.Route).ToDictionary(route => route.Operation);

        Assert.NotEmpty(operations);
        Assert.Equal(operations.OrderBy(type => type.Name), routes.Keys.OrderBy(type => type.Name));
        Assert.All(operations, type => Assert.Equal(NeedsOf(type), routes[type].Needs));
    }

    [Fact]
    public void Each_operation_needs_the_role_that_the_contract_says()
    {
        ILookup<AdminRole, string> byRole =
            Endpoints().ToLookup(endpoint => endpoint.Route.Needs, endpoint => endpoint.Route.Operation.Name);

        Assert.Equal(["IssueKey", "RevokeKey", "RotateKey"], byRole[AdminRole.Operator].Order());
        Assert.Equal(
            ["ListAudit", "PutModel", "PutProvider", "RemoveModel", "RemoveProvider", "RotateSecrets", "ValidateConfig"], byRole[AdminRole.Admin].Order());
        Assert.All(byRole[AdminRole.Viewer], name => Assert.Matches("^(Get|List|Explain)", name));
    }

    [Fact]
    public async Task No_endpoint_answers_without_a_token()
    {
        foreach ((string method, string path, _) in Endpoints())
        {
            Reply reply = await _host.CallAsync(null, method, path);

            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (reply.Status, reply.Code));
            Assert.StartsWith("Bearer", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_endpoint_answers_a_role_that_is_too_low_and_each_names_the_one_it_needs()
    {
        foreach ((string method, string path, ApiRoute route) in Endpoints().Where(endpoint => endpoint.Route.Needs > AdminRole.Viewer))
        {
            Reply reply = await _host.CallAsync(route.Needs - 1, method, path);

            Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (reply.Status, reply.Code));
            Assert.Contains($"`{route.Needs.ToString().ToLowerInvariant()}`", reply.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_endpoint_lets_its_own_role_in()
    {
        foreach ((string method, string path, ApiRoute route) in Endpoints())
        {
            Reply reply = await _host.CallAsync(route.Needs, method, path);

            Assert.NotEqual(HttpStatusCode.Unauthorized, reply.Status);
            Assert.NotEqual(HttpStatusCode.Forbidden, reply.Status);
        }
    }

    private IEnumerable<(string Method, string Path, ApiRoute Route)> Endpoints() =>
        from endpoint in _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = endpoint.Metadata.GetMetadata<ApiRoute>()
        where route is not null
        let method = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single()
        select (method, PlaceHolder().Replace(endpoint.RoutePattern.RawText!, "none"), route);

    private AdminRole NeedsOf(Type operation) => (AdminRole)operation
        .GetProperty("Needs", BindingFlags.Public | BindingFlags.Instance)!
        .GetValue(_host.Services.GetRequiredService(operation))!;

    private static bool IsOperation(Type type) => type.BaseType is { IsGenericType: true } parent
        && (parent.GetGenericTypeDefinition() == typeof(Operation<,>) || IsOperation(parent));

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex PlaceHolder();
}
