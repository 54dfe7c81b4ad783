using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CustomerTiering.Tests.Architecture;

/// <summary>Which collections are written out in the source with an element or more, so that a loop over them runs.</summary>
internal static class FixedElements
{
    /// <summary>Methods that return at least as many elements as their source has.</summary>
    private static readonly string[] Keeping = ["Concat", "Index", "Order", "OrderBy", "Reverse", "Select", "ToArray", "ToList"];

    /// <summary>Whether a collection is written out, there or in the declaration of its name, and has an element.</summary>
    internal static bool HasElements(ExpressionSyntax? collection) => collection switch
    {
        ParenthesizedExpressionSyntax inner => HasElements(inner.Expression),
        CastExpressionSyntax cast => HasElements(cast.Expression),
        CollectionExpressionSyntax written => written.Elements.Any(element =>
            element is ExpressionElementSyntax || (element is SpreadElementSyntax spread && HasElements(spread.Expression))),
        ImplicitArrayCreationExpressionSyntax written => written.Initializer.Expressions.Count > 0,
        ArrayCreationExpressionSyntax { Initializer: { } written } => written.Expressions.Count > 0,
        BaseObjectCreationExpressionSyntax { Initializer: { } written } => written.Expressions.Count > 0,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var source } } call =>
            call.Expression.ToString() == "Enumerable.Range"
                ? Number(call.ArgumentList.Arguments[1].Expression) > 0
                : Keeping.Contains(NameOf(call)) && HasElements(source),
        IdentifierNameSyntax name => HasElements(Declared(name)),
        _ => false,
    };

    /// <summary>Whether a for loop runs at least once: it counts up between fixed numbers, or from 0 over a collection with elements.</summary>
    internal static bool HasRounds(ForStatementSyntax loop) =>
        loop is { Declaration.Variables: [{ Initializer.Value: { } from }, ..], Condition: BinaryExpressionSyntax { Right: var to } }
        && (loop.Condition.IsKind(SyntaxKind.LessThanExpression) || loop.Condition.IsKind(SyntaxKind.LessThanOrEqualExpression))
        && Number(from) is { } first
        && (Number(to) > first || (first == 0
            && to is MemberAccessExpressionSyntax { Name.Identifier.Text: "Count" or "Length", Expression: var counted } && HasElements(counted)));

    /// <summary>The name of the called method; empty for a call of an expression.</summary>
    internal static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        MemberBindingExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    private static int? Number(ExpressionSyntax? expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: int number } => number,
        IdentifierNameSyntax name => Number(Declared(name)),
        _ => null,
    };

    /// <summary>The initial value of a local variable, readonly field, constant or property of the same type; null if there is none.</summary>
    private static ExpressionSyntax? Declared(IdentifierNameSyntax name)
    {
        var members = name.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members ?? [];
        var locals = name.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>()?.DescendantNodes().OfType<VariableDeclaratorSyntax>() ?? [];
        var fields = members.OfType<FieldDeclarationSyntax>()
            .Where(field => field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) || field.Modifiers.Any(SyntaxKind.ConstKeyword))
            .SelectMany(field => field.Declaration.Variables);
        var variable = locals.Concat(fields).FirstOrDefault(variable => variable.Identifier.Text == name.Identifier.Text);
        return variable is not null ? variable.Initializer?.Value
            : members.OfType<PropertyDeclarationSyntax>()
                .FirstOrDefault(property => property.Identifier.Text == name.Identifier.Text)?.Initializer?.Value;
    }
}
