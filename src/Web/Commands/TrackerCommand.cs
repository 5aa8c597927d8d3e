using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Web.Cockpit;
using Jalon.Web.Import;
using Jalon.Web.Tracking;

namespace Jalon.Web.Commands;

/// <summary>Brings running cases in from a tracker kept by hand: how it is read is proposed, said, corrected by options, and kept for files of the same shape.</summary>
internal static class TrackerCommand
{
    internal static readonly string[] WithValue = ["organisation", "status", "columns", "stages"], Switches = ["dry-run", "told"];

    public static async Task<int> RunAsync(Options options)
    {
        var path = options.Word("un tableau de suivi, XLSX ou CSV");
        if (!File.Exists(path)) throw new UsageException($"Le fichier « {path} » n’existe pas.");
        if (new FileInfo(path).Length > TrackerFile.Largest) throw new UsageException("Ce fichier dépasse 10 Mo. Gardez la feuille du suivi, sans images.");
        using var interruption = new Interruption();
        var (table, why) = TrackerFile.Read(await File.ReadAllBytesAsync(path, interruption.Token));
        if (table is null) throw new UsageException(why!);
        await using var session = await Session.OpenAsync(interruption.Token);
        var intake = new TrackerIntake(session.Engine, Actor.System.Id, null);
        var reading = With(await intake.ReadingAsync(table, interruption.Token), options, await Tree.ReadAsync(session.Engine.Database, interruption.Token), table);
        foreach (var line in Said(table, reading)) Console.Out.WriteLine(line);
        if (reading.Missing(table) is { Count: > 0 } missing)
        {
            foreach (var sentence in missing) Console.Error.WriteLine(sentence);
            return CommandLine.Refused;
        }

        var commit = !options.Switches.Contains("dry-run");
        if (commit) await intake.KeepAsync(table, reading, interruption.Token);
        var report = await intake.TakeAsync(Tracker.Read(table, reading, FrenchCalendar.DayOf(session.Engine.Clock.GetUtcNow())), reading, commit, interruption.Token);
        foreach (var sentence in report.Sentences()) Console.Out.WriteLine(sentence);
        foreach (var line in report.Aside) Console.Out.WriteLine($"  ligne {line.Line}{(line.Column.Length == 0 ? "" : $", {line.Column}")}\u00A0: {line.Reason}");
        return report.Aside.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Said(TrackerTable table, TrackerReading reading)
    {
        foreach (var name in table.Header)
            yield return $"  {name} → {(reading.Columns.TryGetValue(name, out var column) ? TrackerWords.Label(column) : "non reprise")}";
        foreach (var label in reading.LabelsOf(table))
            yield return $"  «\u00A0{label}\u00A0» → {(reading.StateOf(label) is { } state ? TrackerWords.Label(state) : "?")}";
    }

    private static TrackerReading With(TrackerReading reading, Options options, Tree tree, TrackerTable table)
    {
        var (columns, states) = (new Dictionary<string, TrackerColumn>(reading.Columns), new Dictionary<string, TrackerState>(reading.States));
        foreach (var (name, role) in Pairs(options.Values.GetValueOrDefault("columns")))
        {
            var column = table.Header.FirstOrDefault(one => OrganisationKey.Of(one) == OrganisationKey.Of(name)) ?? throw new UsageException($"Ce tableau n’a pas de colonne « {name} ».");
            if (role.Length == 0) columns.Remove(column);
            else columns[column] = Enum.GetValues<TrackerColumn>().Where(one => OrganisationKey.Of(TrackerWords.Label(one)) == OrganisationKey.Of(role)).Select(one => (TrackerColumn?)one).FirstOrDefault()
                ?? throw new UsageException($"« {role} » n’est pas un rôle de colonne. Rôles : {string.Join(", ", Enum.GetValues<TrackerColumn>().Select(TrackerWords.Label))}.");
        }

        foreach (var (label, said) in Pairs(options.Values.GetValueOrDefault("stages")))
            states[OrganisationKey.Of(label)] = Enum.GetValues<TrackerState>().Where(one => OrganisationKey.Of(TrackerWords.Label(one)) == OrganisationKey.Of(said)).Select(one => (TrackerState?)one).FirstOrDefault()
                ?? throw new UsageException($"« {said} » n’est pas une étape. Étapes : {string.Join(", ", Enum.GetValues<TrackerState>().Select(TrackerWords.Label))}.");
        return reading with
        {
            Columns = columns,
            States = states,
            Told = reading.Told || options.Switches.Contains("told"),
            Organisation = OrganisationOf(options, tree) ?? reading.Organisation,
            Status = options.Values.GetValueOrDefault("status") is { } status ? TrackerWords.StatusOf(status) ?? throw new UsageException("« --status » attend Titulaire, Contractuel ou Externe.") : reading.Status,
        };
    }

    private static Guid? OrganisationOf(Options options, Tree tree) => options.Values.GetValueOrDefault("organisation") is not { } name ? null
        : tree.All.Where(id => OrganisationKey.Of(tree.Name(id)) == OrganisationKey.Of(name) || id.ToString() == name).ToList() is [var only] ? only
        : throw new UsageException($"Une seule organisation doit s’appeler « {name} » : écrivez son nom exact ou son identifiant.");

    private static IEnumerable<(string Name, string Value)> Pairs(string? text) => (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split('=', 2) is [var name, var value] ? (name.Trim(), value.Trim()) : throw new UsageException($"« {pair} » s’écrit « nom=valeur »."));
}
