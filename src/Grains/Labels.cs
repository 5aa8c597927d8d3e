using System.Resources;

[assembly: NeutralResourcesLanguage("fr")]

namespace Jalon.Grains;

/// <summary>French words for what the code names in English, kept in <c>Labels.resx</c>. A test walks every member of every enum and fails on a missing one.</summary>
public static class Labels
{
    private static readonly ResourceManager Resources = new("Jalon.Grains.Labels", typeof(Labels).Assembly);

    /// <summary>The label of an enum member: <c>Stage.Received</c> → « Reçue ».</summary>
    public static string Label(this Enum value) => Of($"{value.GetType().Name}.{value}");

    /// <summary>The label under a key. A missing one is a bug, found by the tests.</summary>
    public static string Of(string key) => Resources.GetString(key, French.Culture) ?? throw new MissingManifestResourceException($"no label for {key}");

    public static bool Has(string key) => Resources.GetString(key, French.Culture) is not null;
}
