using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Jalon.Grains;

namespace Jalon.Web.Import;

/// <summary>An organisation named by a file. Its id follows from its path, so that two imports name the same one.</summary>
/// <param name="ParentId">Null at the top.</param>
public sealed record OrganisationNode(Guid Id, string Name, Guid? ParentId);

/// <summary>How names of organisations are compared and made into ids.</summary>
public static partial class OrganisationKey
{
    /// <summary>Without case, accents, apostrophes, dashes or repeated spaces: « MAIRIE DE L' UNION » is « Mairie de L’Union ».</summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Replace("æ", "ae", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
            else if (key.Length > 0 && key[^1] != ' ') key.Append(' ');
        }

        return key.ToString().TrimEnd();
    }

    /// <summary>
    /// The tree of a notice: entities from the top, then the employer, each name once. Communes of the same name exist in several departments, and an
    /// organisation carries rights: under « Communes », the department is part of the id of the employer, not of its name.
    /// </summary>
    public static IReadOnlyList<OrganisationNode> Tree(IEnumerable<string?> entities, string? employer, string? departmentCode)
    {
        var nodes = new List<OrganisationNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var path = "";
        foreach (var name in entities.OfType<string>().Where(name => !name.StartsWith("Fonction publique", StringComparison.OrdinalIgnoreCase))) Add(name, "");
        if (employer is not null) Add(employer, path == "communes" && departmentCode is not null ? $" {departmentCode}" : "");
        return nodes;

        void Add(string name, string homonym)
        {
            if (Of(name) is not { Length: > 0 } key || !seen.Add(Of(Acronym().Replace(name, "")))) return;
            path = path.Length == 0 ? key : $"{path}/{key}{homonym}";
            nodes.Add(new OrganisationNode(DerivedId.Of("organisation", path), name, nodes.Count == 0 ? null : nodes[^1].Id));
        }
    }

    /// <summary>« (ASP) » at the end: the same name is written with and without it.</summary>
    [GeneratedRegex(@"\s*\([^()]*\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Acronym();
}
