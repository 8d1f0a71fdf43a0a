namespace Headgate.Gateway.Health;

/// <summary>Is told when a credential or a target comes to something that operators want to know.</summary>
public interface IHealthWatch
{
    /// <summary>Takes an alert, or leaves it when there is no room. Called on the path of requests: it must not wait.</summary>
    void Take(HealthAlert alert);
}
