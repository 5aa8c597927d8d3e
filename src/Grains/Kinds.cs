namespace Jalon.Grains;

/// <summary>Every kind of grain there is, in the order their tables are written in a commit.</summary>
public static class Kinds
{
    public static readonly IReadOnlyList<GrainKind> All = [];

    public static GrainKind Of(string name) => All.First(kind => kind.Name == name);

    public static GrainKind Of(Type command) => All.First(kind => command.IsSubclassOf(kind.Command));
}
