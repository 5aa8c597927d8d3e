using System.Text;
using Jalon.Web.Import;

namespace Jalon.Web.Tests.Import;

/// <summary>Exports made of invented notices, and the real one where it is to be had.</summary>
internal static class ExportText
{
    public static readonly IReadOnlyDictionary<string, string> Sample = new Dictionary<string, string>
    {
        ["Offer_Reference_"] = "2026-1001",
        ["OfferID"] = "1001",
        ["Offer_OfferStatus_"] = "Diffusée",
        ["JobDescriptionTranslation_JobTitle_"] = "Chef de projet numérique (h/f)",
        ["JobDescription_SalaryRange_"] = "Fonction publique de l'Etat",
        ["JobDescription_CustomFields_CustomCodeTableValue1_"] = "A",
        ["Origin_Entity_With2"] = "Fonction Publique d'Etat",
        ["Origin_Entity_With3"] = "Ministère Alpha",
        ["Origin_Entity_"] = "Ministère Alpha",
        ["Offer_CustomFieldsTranslation_LongText2_"] = "",
        ["JobDescriptionTranslation_Description1_"] = "Conduire les projets",
        ["JobDescription_ProfessionalCategory_"] = "Vacant",
        ["JobDescription_Contract_"] = "",
        ["JobDescription_PrimaryProfile_"] = "Non renseigné",
        ["Location_Department_Department_"] = "Paris (75)",
        ["Offer_CoordLat_"] = "",
        ["Offer_CoordLong_"] = "",
        ["Origin_BeginningDate_"] = "01/03/2027",
        ["SchedulingData_DefaultPublicationBeginDate_"] = "02/11/2026 10:30",
        ["SchedulingData_DefaultPublicationEndDate_"] = "31/12/9999",
    };

    public static string Header => string.Join(';', Sample.Keys);

    /// <summary>A record of the sample with some cells changed.</summary>
    public static string Record(params (string Column, string Cell)[] changes)
    {
        var cells = Sample.ToDictionary();
        foreach (var (column, cell) in changes) cells[column] = cell;
        return string.Join(';', cells.Values.Select(Quoted));
    }

    public static string Quoted(string cell) => cell.AsSpan().IndexOfAny(";\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";

    public static string File(params string[] records) => string.Join("\r\n", [Header, .. records]) + "\r\n";

    public static async Task<List<ImportLine>> Read(byte[] file)
    {
        var lines = new List<ImportLine>();
        await foreach (var line in new ImportReader().Read(new MemoryStream(file), TestContext.Current.CancellationToken)) lines.Add(line);
        return lines;
    }

    public static Task<List<ImportLine>> Read(string file) => Read(Encoding.UTF8.GetBytes(file));

    public static async Task<ImportLine> ReadOne(params (string Column, string Cell)[] changes) => Assert.Single(await Read(File(Record(changes))));

    /// <summary>The State's own file, beside the repository; the test is skipped where it is not.</summary>
    public static byte[] Real(string name = "pep-talentsoft-export-2021-01.csv")
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Jalon.slnx"))) folder = folder.Parent;
        var path = Path.Combine(folder!.FullName, "..", "shared", "data", name);
        if (!System.IO.File.Exists(path)) Assert.Skip($"{name} is not beside the repository (../shared/data).");
        return System.IO.File.ReadAllBytes(path);
    }
}
