namespace CustomerTiering.Events;

/// <summary>One row of the table of event types.</summary>
/// <param name="Name">The stored name, frozen: past tense, words of the trade.</param>
/// <param name="Schema">The version of its shape, from 1.</param>
/// <param name="Body">The record of its body.</param>
/// <param name="Personal">The members of the body, by name, that are sealed with the subject's key.</param>
public sealed record EventType(string Name, int Schema, Type Body, params IReadOnlyList<string> Personal);
