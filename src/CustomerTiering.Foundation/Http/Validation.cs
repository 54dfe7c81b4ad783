using System.Reflection;
using System.Text;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Http;

/// <summary>Runs the commands' validators once, on a group; all errors are reported at once.</summary>
public static class Validation
{
    static Validation()
    {
        ValidatorOptions.Global.LanguageManager.Enabled = false; // one language, regardless of the server's culture
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => member is null ? null : JsonNamingPolicy.CamelCase.ConvertName(member.Name);
    }

    /// <summary>
    /// Registers all validators of an assembly with a parameterless constructor; the others are parts of another validator, which creates them.
    /// </summary>
    public static IServiceCollection AddValidators(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.GetConstructor(Type.EmptyTypes) is not null))
        {
            var contract = Array.Find(type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IValidator<>));
            if (contract is not null) services.AddSingleton(contract, type);
        }
        return services;
    }

    /// <summary>Validates the arguments of the group's endpoints before they are called.</summary>
    public static TBuilder WithValidation<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilterFactory((factory, next) =>
        {
            var validators = factory.MethodInfo.GetParameters()
                .Select((parameter, index) =>
                    (index, validator: (
                        IValidator?)factory.ApplicationServices.GetService(typeof(IValidator<>).MakeGenericType(parameter.ParameterType))))
                .Where(one => one.validator is not null).Select(one => (one.index, validator: one.validator!)).ToArray();
            return validators.Length == 0 ? next : context => Check(context, validators, next);
        });

    private static ValueTask<object?> Check(
        EndpointFilterInvocationContext context, (int Index, IValidator Validator)[] validators, EndpointFilterDelegate next)
    {
        List<FieldError>? errors = null;
        foreach (var (index, validator) in validators)
        {
            if (context.Arguments[index] is not { } argument) continue;
            var result = validator.Validate(new ValidationContext<object>(argument));
            if (!result.IsValid) (errors ??= []).AddRange(result.Errors.Select(ToError));
        }
        return errors is null ? next(context) : ValueTask.FromResult<object?>(Problem.Invalid(errors).ToResult());
    }

    /// <summary>A failure as reported to the caller: path in the body, broken rule, and simple values.</summary>
    public static FieldError ToError(ValidationFailure failure) => new(PathOf(failure.PropertyName), CodeOf(failure.ErrorCode), MessageOf(failure));

    /// <summary><c>Lines[0].UnitPrice</c> as <c>$.lines[0].unitPrice</c>.</summary>
    private static string PathOf(string property) => property.Length == 0
        ? "$"
        : "$." + string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary>The library's code in our form: <c>GreaterThanValidator</c> is <c>greater-than</c>.</summary>
    private static string CodeOf(string code) => code.EndsWith("Validator", StringComparison.Ordinal)
        ? JsonNamingPolicy.KebabCaseLower.ConvertName(code[..^"Validator".Length])
        : code;

    private static string MessageOf(ValidationFailure failure)
    {
        var message = new StringBuilder(failure.ErrorMessage);
        if (failure.AttemptedValue is string or decimal or int or long or bool or DateOnly or Enum)
        {
            var value = failure.AttemptedValue is DateOnly day
                ? $"{day:yyyy-MM-dd}" : Convert.ToString(failure.AttemptedValue, System.Globalization.CultureInfo.InvariantCulture)!;
            message.Append(" It is '").Append(value.Length > 64 ? value[..64] + "…" : value).Append("'.");
        }
        return message.ToString();
    }
}
