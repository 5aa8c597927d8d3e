using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Expressions;

namespace Jalon.Workflows.Cases;

/// <summary>An end of a case, by the fact that brings it.</summary>
/// <param name="Undo">The fact that takes it back; null where nothing does. Where something may, the procedure waits a little before it ends.</param>
public sealed record Outcome(string Name, Pattern Fact, Pattern? Undo = null);

/// <summary>What a procedure may name of one kind of case: its facts and commands, its stages and ends, what conditions read, who can have the ball.</summary>
public sealed class CaseKind
{
    /// <summary>As files name it: <c>application</c>.</summary>
    public required string Name { get; init; }

    public required GrainKind Grain { get; init; }

    public required IReadOnlyList<string> Stages { get; init; }

    public required IReadOnlyList<Outcome> Outcomes { get; init; }

    public required IReadOnlyList<Named> Names { get; init; }

    /// <summary>Lists a task may be done once per item of.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Who may hold a task, and whose time it then is.</summary>
    public required IReadOnlyDictionary<string, TimeKind> Holders { get; init; }

    /// <summary>The facts that stop the clocks of the administration, and those that start them again.</summary>
    public IReadOnlyList<Pattern> Pauses { get; init; } = [];

    public IReadOnlyList<Pattern> Resumes { get; init; } = [];

    /// <summary>Whether the case opens and closes steps for a procedure.</summary>
    public bool TakesSteps { get; init; }

    /// <summary>Every command of the case, by its name.</summary>
    public IReadOnlyDictionary<string, Type> Commands => commands ??= Grain.Command.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(Grain.Command) && !type.IsAbstract).ToDictionary(type => type.Name);

    private IReadOnlyDictionary<string, Type>? commands;

    internal static Named Flag(string name) => new(name, NameType.Flag);

    internal static Named Number(string name) => new(name, NameType.Number);

    internal static Named Day(string name) => new(name, NameType.Day);

    internal static Named OneOf<T>(string name) where T : struct, Enum => new(name, NameType.Text, Enum.GetNames<T>());

    internal static Pattern Fact<T>(params (string Field, string Value)[] fields) where T : Fact => new(typeof(T).Name, fields.ToDictionary(field => field.Field, field => field.Value));
}

/// <summary>The kinds of case procedures run on, by the name files give them.</summary>
public static class CaseKinds
{
    public static readonly IReadOnlyDictionary<string, CaseKind> All = new[] { VacancyCase.Kind, ApplicationCase.Kind, PathCase.Kind }.ToDictionary(kind => kind.Name);
}
