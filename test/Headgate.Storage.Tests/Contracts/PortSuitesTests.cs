using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>A port that comes later does not come without its suite.</summary>
public sealed class PortSuitesTests
{
    private const string InMemory = "Headgate.Storage.Tests.Memory";

    [Fact]
    public void Every_port_has_a_suite_that_this_store_passes()
    {
        Type[] tried =
        [
            .. typeof(PortSuitesTests).Assembly.GetTypes()
                .Where(type => type is { IsAbstract: false } && type.Namespace != InMemory)
                .SelectMany(PortsOf)
                .Distinct(),
        ];
        Type[] ports =
        [
            .. typeof(ILedger).Assembly.GetExportedTypes()
                .Where(type => type.IsInterface && type.Namespace == typeof(ILedger).Namespace && type != typeof(ILedgerEntry)), // the ledger's suite tries it
        ];

        Assert.Equal(ports.Select(port => port.Name).Order(), tried.Select(port => port.Name).Order());
    }

    /// <summary>The ports that a suite tries: its store, or what its store is made of.</summary>
    private static IEnumerable<Type> PortsOf(Type test)
    {
        for (Type? type = test; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StoreContract<>))
            {
                Type store = type.GetGenericArguments()[0];
                IEnumerable<Type> parts = store.IsInterface ? [store] : store.GetProperties().Select(part => part.PropertyType);
                return parts.Where(part => part.Namespace == typeof(ILedger).Namespace);
            }
        }

        return [];
    }
}
