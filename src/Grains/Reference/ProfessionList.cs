using System.Reflection;
using System.Text;

namespace Jalon.Grains.Reference;

/// <summary>A profession of the filière.</summary>
/// <param name="Rome">Code in the ROME, for publication; null where none is given.</param>
/// <param name="Synonyms">Other words people use for it.</param>
public sealed record Profession(string Label, string? Family, string? Rome, IReadOnlyList<string> Synonyms)
{
    /// <summary>As wishes say it.</summary>
    public string Code { get; } = Folding.Code(Label);
}

/// <summary>The professions a post may be of, in a version of the list.</summary>
public sealed record ProfessionList(IReadOnlyList<Profession> All)
{
    private const string Name = "metier", Family = "famille", Rome = "rome", Synonyms = "synonymes";

    private const int LabelLength = 200, MostSynonyms = 50;

    /// <summary>What an empty database starts with: labels of the State's own repertory of professions, codes of the ROME 4.0 (Licence Ouverte), synonyms of ours.</summary>
    public static readonly ProfessionList Default = OfProgram();

    /// <summary>The profession with this label, accents and capitals aside.</summary>
    public Profession? Called(string? label) => string.IsNullOrWhiteSpace(label) ? null : All.FirstOrDefault(one => Folding.Of(one.Label) == Folding.Of(label));

    /// <returns>The list, or everything that is wrong with the file.</returns>
    public static (ProfessionList? List, IReadOnlyList<LineProblem> Problems) Read(string text)
    {
        var file = ReferenceFile.Read(text, Name, Family, Rome, Synonyms);
        List<LineProblem> problems = [.. file.Problems];
        var seen = new Dictionary<string, int>();
        var professions = new List<Profession>();
        foreach (var line in file.Lines)
        {
            var profession = new Profession(line[Name], Given(line[Family]), Given(line[Rome]), [.. line[Synonyms].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
            if (Wrong(profession) is { } sentence) problems.Add(new(line.Number, sentence));
            else if (!seen.TryAdd(Folding.Of(profession.Label), line.Number))
                problems.Add(new(line.Number, $"«{French.Nbsp}{profession.Label}{French.Nbsp}» est déjà à la ligne {seen[Folding.Of(profession.Label)]}."));
            professions.Add(profession);
        }

        return problems.Count > 0 ? (null, problems) : (new ProfessionList(professions), []);
    }

    private static string? Wrong(Profession one) =>
        Folding.Of(one.Label).Length == 0 ? "Le métier n’a pas de nom."
        : one.Label.Length > LabelLength ? $"Le nom du métier dépasse {LabelLength} caractères."
        : one.Synonyms.Count > MostSynonyms ? $"Donnez {MostSynonyms} synonymes au plus."
        : one.Rome is { } code && (code.Length != 5 || !char.IsAsciiLetterUpper(code[0]) || !code[1..].All(char.IsAsciiDigit)) ? $"«{French.Nbsp}{code}{French.Nbsp}» n’est pas un code du ROME. Exemple{French.Nbsp}: M1805."
        : null;

    private static string? Given(string text) => text.Length == 0 ? null : text;

    private static ProfessionList OfProgram()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("professions.csv") ?? throw new InvalidOperationException("the list of professions is missing");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var (list, problems) = Read(Encoding.UTF8.GetString(bytes));
        return list ?? throw new InvalidOperationException(problems[0].Sentence);
    }
}
