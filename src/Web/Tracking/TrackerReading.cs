using System.Text.Json.Serialization;

using Jalon.Grains;
using Jalon.Web.Import;

namespace Jalon.Web.Tracking;

/// <summary>How a tracker is read: what each column is, what each label means, and what holds for lines that do not say.</summary>
/// <param name="Columns">By name of the file; a column that is absent is not read.</param>
/// <param name="States">By label of the file, without case nor accents.</param>
/// <param name="Organisation">Of the lines that name none.</param>
/// <param name="Status">Of the people whose line does not say.</param>
/// <param name="Told">The people refused had their answer.</param>
public sealed record TrackerReading(IReadOnlyDictionary<string, TrackerColumn> Columns, IReadOnlyDictionary<string, TrackerState> States, Guid? Organisation, CandidateStatus? Status, bool Told)
{
    /// <summary>More labels than this are not stages: another column was taken for them.</summary>
    public const int MostStates = 60;

    [JsonIgnore]
    public bool HasPeople => Columns.Values.Any(column => column is TrackerColumn.FullName or TrackerColumn.FamilyName or TrackerColumn.Email or TrackerColumn.Key);

    /// <summary>Proposed from the words of the file: the first column that fits each role, and a « statut » told by what it holds.</summary>
    public static TrackerReading Propose(TrackerTable table)
    {
        var columns = new Dictionary<string, TrackerColumn>();
        foreach (var (name, place) in table.Header.Select((name, place) => (name, place)))
            if (ColumnOf(table, name, place) is { } column && !columns.ContainsValue(column)) columns[name] = column;
        var read = new TrackerReading(columns, new Dictionary<string, TrackerState>(), null, null, false);
        return read with { States = read.LabelsOf(table).Take(MostStates).Select(label => (label, State: TrackerWords.StateOf(label))).Where(one => one.State is not null).ToDictionary(one => OrganisationKey.Of(one.label), one => one.State!.Value) };
    }

    /// <summary>What stands in the way of reading the file so; empty when nothing does.</summary>
    public IReadOnlyList<string> Missing(TrackerTable table)
    {
        var missing = new List<string>();
        if (!Says(TrackerColumn.Reference) && !Says(TrackerColumn.Title)) missing.Add("Dites quelle colonne donne la référence ou l’intitulé du poste.");
        if (!Says(TrackerColumn.Organisation) && Organisation is null) missing.Add("Dites de quelle organisation sont ces postes\u00A0: une colonne, ou une organisation pour tout le tableau.");
        if (Says(TrackerColumn.GivenName) && !Says(TrackerColumn.FamilyName)) missing.Add("Dites quelle colonne donne le nom\u00A0: le prénom seul ne suffit pas.");
        if (HasPeople && !Says(TrackerColumn.FullName) && !Says(TrackerColumn.FamilyName)) missing.Add("Dites quelle colonne donne le nom des personnes.");
        if (HasPeople && !Says(TrackerColumn.Status) && Status is null) missing.Add("Dites le statut des personnes\u00A0: une colonne, ou un statut pour tout le tableau.");
        if (Columns.Values.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice) missing.Add($"Deux colonnes sont dites «\u00A0{TrackerWords.Label(twice.Key)}\u00A0»\u00A0: gardez-en une.");
        var labels = LabelsOf(table);
        if (labels.Count > MostStates) missing.Add($"La colonne de l’étape contient {labels.Count}\u00A0textes différents\u00A0: ce n’est sans doute pas elle.");
        else if (labels.Where(label => !States.ContainsKey(OrganisationKey.Of(label))).ToList() is { Count: > 0 } unknown)
            missing.Add($"Dites ce que veut dire {string.Join(", ", unknown.Take(5).Select(label => $"«\u00A0{label}\u00A0»"))}{(unknown.Count > 5 ? $" et {unknown.Count - 5} autres" : "")} dans la colonne de l’étape.");
        return missing;
    }

    /// <summary>The texts of the column that says the stage, once each, as the file writes them.</summary>
    public IReadOnlyList<string> LabelsOf(TrackerTable table) => Place(table, TrackerColumn.State) is not { } place ? []
        : [.. table.Rows.Select(row => Import.Row.Collapse(row[place])).Where(text => text.Length > 0).DistinctBy(OrganisationKey.Of)];

    public int? Place(TrackerTable table, TrackerColumn column)
    {
        for (var place = 0; place < table.Header.Count; place++)
            if (Columns.TryGetValue(table.Header[place], out var role) && role == column) return place;
        return null;
    }

    public TrackerState? StateOf(string label) => States.TryGetValue(OrganisationKey.Of(label), out var state) ? state : null;

    private bool Says(TrackerColumn column) => Columns.Values.Contains(column);

    /// <summary>« Statut » is that of a person or that of a file: its content tells.</summary>
    private static TrackerColumn? ColumnOf(TrackerTable table, string name, int place)
    {
        if (TrackerWords.ColumnOf(name) is not { } column || column is not (TrackerColumn.Status or TrackerColumn.State)) return TrackerWords.ColumnOf(name);
        var texts = table.Rows.Select(row => row[place]).Where(text => text.Length > 0).Take(200).ToList();
        return texts.Count(text => TrackerWords.StatusOf(text) is not null) * 2 > texts.Count ? TrackerColumn.Status : TrackerColumn.State;
    }
}
