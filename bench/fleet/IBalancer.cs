using Headgate.Gateway.Fleets;

namespace Headgate.FleetWorld;

/// <summary>A gateway's way to choose among replicas.</summary>
internal interface IBalancer
{
    /// <summary>Sends a request to a replica.</summary>
    /// <returns>The replica's number, and what is to be told of the request.</returns>
    (int Replica, IVisit Visit) Send(Arrival arrival);

    /// <summary>A replica said how it stands.</summary>
    void Heard(int replica, ReplicaMetrics metrics);
}
