namespace CustomerTiering.Events;

/// <summary>A registered event type.</summary>
/// <param name="Name">The stored name, frozen: past tense, domain terms.</param>
/// <param name="Schema">The schema version, from 1.</param>
/// <param name="Body">The record of its body.</param>
/// <param name="Personal">The names of the body's members that are sealed with the subject's key.</param>
public sealed record EventType(string Name, int Schema, Type Body, params IReadOnlyList<string> Personal);
