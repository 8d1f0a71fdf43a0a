namespace Headgate.Gateway.Stores;

/// <summary>Something that somebody is about to do to the gateway.</summary>
/// <param name="Actor">Who: an admin token's name, <c>cli</c>, <c>file</c>, <c>first_start</c>, or <c>unknown</c>.</param>
/// <param name="Role">The role that the actor has; null where there is none to have.</param>
/// <param name="Operation">What, in snake case: <c>issue_key</c>.</param>
/// <param name="Object">To what, by the name that it was called; empty where it has none.</param>
public sealed record AuditAct(string Actor, string? Role, string Operation, string Object);
