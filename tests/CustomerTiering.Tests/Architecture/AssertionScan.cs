using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static CustomerTiering.Tests.Architecture.FixedElements;

namespace CustomerTiering.Tests.Architecture;

/// <summary>
/// Finds test methods that can pass without an assertion. It reads syntax only: a helper method is resolved by its name, in its own type
/// first, and asserts if all methods with that name do.
/// </summary>
internal sealed class AssertionScan
{
    /// <summary>How surely code asserts when it runs.</summary>
    private enum Certainty
    {
        Never,
        Sometimes,
        Always,
    }

    /// <summary>Methods that call a lambda once per element, so never for an empty collection. <c>Assert.All</c> is one of them.</summary>
    private static readonly string[] Iterating =
        ["All", "AllAsync", "Any", "Count", "For", "ForAsync", "ForEach", "ForEachAsync", "Select", "SelectMany", "Where"];

    private readonly List<MethodDeclarationSyntax> _tests;
    private readonly ILookup<string, MethodDeclarationSyntax> _methods;
    private readonly Dictionary<SyntaxNode, Certainty> _known = [];

    /// <param name="sources">The source files of one test project: its helper methods are looked up among them.</param>
    internal AssertionScan(IEnumerable<string> sources)
    {
        var methods = sources
            .SelectMany(source => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()).ToList();
        _methods = methods.ToLookup(method => method.Identifier.Text);
        _tests = [.. methods.Where(IsTest)];
    }

    /// <summary>The number of test methods.</summary>
    internal int Count => _tests.Count;

    /// <summary>A line for each test method that can pass without an assertion.</summary>
    internal IEnumerable<string> Findings() =>
        from test in _tests
        let certainty = OfTest(test)
        where certainty != Certainty.Always
        let words = certainty == Certainty.Never ? "asserts nothing" : "asserts only in loops or branches that may not run"
        select $"{TypeOf(test)}.{test.Identifier.Text} {words}";

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => attribute.Name.ToString())
            .Any(name => name.EndsWith("Fact", StringComparison.Ordinal) || name.EndsWith("Theory", StringComparison.Ordinal));

    /// <summary>Helpers count only where the test has no assertion of its own: those that prepare a state would hide an empty loop.</summary>
    private Certainty OfTest(MethodDeclarationSyntax test) =>
        Highest(test, OfAssertion) is var own and not Certainty.Never ? own : OfMethod(test);

    /// <summary>The certainty of a method or local function; never while it is computed, so that recursion ends.</summary>
    private Certainty OfMethod(SyntaxNode method)
    {
        if (_known.TryGetValue(method, out var certainty)) return certainty;
        _known[method] = Certainty.Never;
        return _known[method] = Highest(method, call => OfAssertion(call) is var own and not Certainty.Never ? own : OfHelper(call));
    }

    private static Certainty Highest(SyntaxNode method, Func<InvocationExpressionSyntax, Certainty> of) => (
        from call in method.DescendantNodes(node => node == method || node is not LocalFunctionStatementSyntax).OfType<InvocationExpressionSyntax>()
        let certainty = of(call)
        where certainty != Certainty.Never
        select MayBeSkipped(call, method) ? Certainty.Sometimes : certainty).DefaultIfEmpty().Max();

    /// <summary>A call of xunit's <c>Assert</c>, or of FsCheck's <c>Check</c> with a property that can be false.</summary>
    private static Certainty OfAssertion(InvocationExpressionSyntax call) => (Receiver(call)?.ToString(), NameOf(call)) switch
    {
        ("Assert", "All" or "AllAsync") => HasElements(Source(call)) ? Certainty.Always : Certainty.Sometimes,
        ("Assert", _) => Certainty.Always,
        ("Check", "One" or "QuickThrowOnFailure") when call.DescendantNodes().OfType<LambdaExpressionSyntax>().Any(CanBeFalse) => Certainty.Always,
        _ => Certainty.Never,
    };

    private static bool CanBeFalse(LambdaExpressionSyntax property) =>
        (property.ExpressionBody is { } body ? [body] : property.DescendantNodes().OfType<ReturnStatementSyntax>().Select(found => found.Expression))
            .Any(result => !result.IsKind(SyntaxKind.TrueLiteralExpression));

    private Certainty OfHelper(InvocationExpressionSyntax call)
    {
        var (name, receiver) = (NameOf(call), Receiver(call));
        if (receiver is null && LocalFunction(call, name) is { } local) return OfMethod(local);
        var type = receiver is null ? TypeOf(call) : receiver.ToString();
        var methods = _methods[name].ToLookup(method => TypeOf(method) == type);
        return methods[methods.Contains(true)].Select(OfMethod).DefaultIfEmpty().Min();
    }

    private static LocalFunctionStatementSyntax? LocalFunction(SyntaxNode call, string name) =>
        call.Ancestors().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault()?
            .DescendantNodes().OfType<LocalFunctionStatementSyntax>().FirstOrDefault(local => local.Identifier.Text == name);

    /// <summary>Whether the method can end without this call: it is in a loop that may run zero times, or in a branch.</summary>
    private static bool MayBeSkipped(InvocationExpressionSyntax call, SyntaxNode method) =>
        call.AncestorsAndSelf().TakeWhile(node => node != method).Any(node => node.Parent switch
        {
            // Assert.Fail in a branch is how a condition is asserted.
            IfStatementSyntax { Else: null } branch => node == branch.Statement && NameOf(call) != "Fail",
            CatchClauseSyntax or SwitchSectionSyntax => true,
            CommonForEachStatementSyntax loop => node == loop.Statement && !HasElements(loop.Expression),
            ForStatementSyntax loop => node == loop.Statement && !HasRounds(loop),
            WhileStatementSyntax loop => node == loop.Statement && !loop.Condition.IsKind(SyntaxKind.TrueLiteralExpression),
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax each } =>
                node is LambdaExpressionSyntax && Iterating.Contains(NameOf(each)) && !HasElements(Source(each)),
            QueryBodySyntax { Parent: QueryExpressionSyntax query } => !HasElements(query.FromClause.Expression),
            _ => false,
        });

    /// <summary>The collection that a call iterates over: its receiver, or the first argument of a static method.</summary>
    private static ExpressionSyntax? Source(InvocationExpressionSyntax each) =>
        Receiver(each) is { } receiver && receiver.ToString() is not ("Assert" or "Parallel") ? receiver : each.ArgumentList.Arguments[0].Expression;

    private static ExpressionSyntax? Receiver(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Expression;

    private static string? TypeOf(SyntaxNode node) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.Text;
}
