using System.Diagnostics;
using Jalon.Grains;

namespace Jalon.Web.Import;

/// <summary>What one file gave, counted as it goes and said at the end.</summary>
internal sealed class ImportReport(string file, bool dryRun)
{
    /// <summary>Reasons told apart, and lines shown one by one: beyond, the counts and the rejects file say the rest.</summary>
    private const int MostReasons = 200, MostShown = 10;

    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Dictionary<(string Column, string Reason), int> reasons = [];
    private readonly List<Rejected> shown = [];
    private int created, updated, unchanged, repeated, setAside;
    private bool interrupted;

    public int Lines { get; private set; }

    public string? Refusal { get; private set; }

    public Exception? Failure { get; private set; }

    /// <summary>Why the import ended before the file did, and how to go on; null when it did not.</summary>
    public string? Ending =>
        Failure is not null ? $"L’import s’est arrêté\u00A0: {Failure.Message} Relancez la même commande quand le service répond\u00A0: ce qui est déjà entré ne changera pas."
        : interrupted ? "Import interrompu. Relancez la même commande pour reprendre\u00A0: ce qui est déjà entré ne changera pas."
        : null;

    public int ExitCode => Failure is not null ? ImportRun.Stopped : interrupted ? ImportRun.Interrupted : setAside > 0 ? ImportRun.SomeSetAside : ImportRun.AllIn;

    public void Interrupt() => interrupted = true;

    public void Fail(Exception problem) => Failure ??= problem;

    public void Count(ImportOutcome outcome)
    {
        if (outcome is not ImportOutcome.Refused) Lines++;
        if (outcome is ImportOutcome.Created) created++;
        else if (outcome is ImportOutcome.Updated) updated++;
        else if (outcome is ImportOutcome.Unchanged) unchanged++;
    }

    public void Count(ImportLine line)
    {
        if (line is ImportFileRefused refused)
        {
            Refusal = refused.Sentence;
            return;
        }

        Lines++;
        if (line is Repeated) repeated++;
        if (line is not Rejected rejected) return;
        setAside++;
        if (shown.Count < MostShown) shown.Add(rejected);
        var key = (rejected.Column, rejected.Group);
        if (reasons.Count >= MostReasons && !reasons.ContainsKey(key)) key = ("", "Autres motifs");
        reasons[key] = reasons.GetValueOrDefault(key) + 1;
    }

    public void Write(TextWriter output, RejectsFile? rejects, (string One, string Many) nouns)
    {
        output.WriteLine($"{Path.GetFileName(file)}\u00A0: {French.Count(Lines, "ligne lue", "lignes lues")} en {Duration(Stopwatch.GetElapsedTime(began))}.");
        Say(created, Named(dryRun ? ("entrerait", "entreraient") : ("créée", "créées")));
        Say(updated, Named(dryRun ? ("serait mise à jour", "seraient mises à jour") : ("mise à jour", "mises à jour")));
        Say(unchanged, Named(("inchangée", "inchangées")));
        Say(repeated, ("ligne en double, identique", "lignes en double, identiques"));
        Say(setAside, ("ligne mise de côté", "lignes mises de côté"));
        foreach (var ((column, reason), count) in reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Column, StringComparer.Ordinal))
            output.WriteLine($"    {count.ToString("N0", French.Culture),7}  {(column.Length == 0 ? "" : $"{column}\u00A0: ")}{reason}");
        foreach (var line in shown.OrderBy(line => line.Line))
            output.WriteLine($"    ligne {line.Line}{(line.Column.Length == 0 ? "" : $", {line.Column}")}\u00A0: {line.Reason}");
        if (setAside > shown.Count) output.WriteLine($"    … et {French.Count(setAside - shown.Count, "autre ligne", "autres lignes")}.");
        WriteRejects(output, rejects);
        if (Ending is { } ending) output.WriteLine($"  {ending}");
        if (dryRun) output.WriteLine("  Essai à blanc\u00A0: rien n’a été enregistré.");

        (string, string) Named((string One, string Many) done) => ($"{nouns.One} {done.One}", $"{nouns.Many} {done.Many}");

        void Say(int count, (string One, string Many) words)
        {
            if (count > 0) output.WriteLine($"  {French.Count(count, words.One, words.Many)}");
        }
    }

    private static void WriteRejects(TextWriter output, RejectsFile? rejects)
    {
        if (rejects?.Path is { } path) output.WriteLine($"  Lignes mises de côté\u00A0: {path}. Corrigez-les dans ce fichier, puis importez-le.");
        if (rejects?.Failure is { } failure) output.WriteLine($"  Le fichier des lignes mises de côté n’a pas pu être écrit\u00A0: {failure}.");
    }

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes}\u00A0min {time.Seconds}\u00A0s" : $"{time.TotalSeconds.ToString("0.0", French.Culture)}\u00A0s";
}
