namespace CustomerTiering.Evidence.Leaves;

/// <summary>An error in a leaf.</summary>
/// <param name="Code">The broken rule, stable: <c>not-canonical</c>, <c>too-large</c>, <c>members</c>, <c>value</c>, <c>number</c>.</param>
/// <param name="Message">The rule and the member, for people; never a value of the body, which may be personal data.</param>
public sealed record LeafFault(string Code, string Message);
