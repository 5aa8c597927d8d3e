using System.IO.Compression;
using System.Text;

using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Jalon.Web.Tests.Tracking;

/// <summary>Trackers as three offices keep them: none looks like another. Invented people only.</summary>
internal static class TrackerText
{
    /// <summary>A line per candidacy, a column per stage; a title above the names of the columns; UTF-8, semicolons.</summary>
    public static byte[] ByStage => Encoding.UTF8.GetBytes("""
        Suivi des recrutements 2026;;;;;;;;;;;
        Réf.;Intitulé du poste;Direction;Date de publication;Nom;Prénom;Statut;CV reçu le;Recevabilité;Présélection;Date d'entretien;Choix du candidat
        ALPHA-1;Développeuse ou développeur F/H;Ministère Alpha;01/06/2026;Girard;Salomé;Titulaire;08/06/2026;10/06/2026;22/06/2026;01/07/2026;06/07/2026
        ALPHA-1;Développeuse ou développeur F/H;Ministère Alpha;01/06/2026;Lemoine;Paul;Contractuel;09/06/2026;10/06/2026;?;02/07/2026;
        ALPHA-2;Architecte F/H;Ministère Alpha;15/06/2026;Petit;Zoé;Externe;20/06/2026;;;;
        ALPHA-2;Architecte F/H;Ministère Alpha;15/06/2026;Roux;Jean;Externe;21/06/2026;19/06/2026;;;
        """);

    /// <summary>A line per event, tabs, Windows-1252: who, what, when.</summary>
    public static byte[] ByEvent => Encoding.Latin1.GetBytes(string.Join("\r\n", [
        "N° dossier\tCandidat\tPoste\tÉvénement\tDate",
        "77\tMarion LEFÈVRE\tIngénieure ou ingénieur cloud F/H\tCandidature reçue\t3/8/26", "77\tMarion LEFÈVRE\tIngénieure ou ingénieur cloud F/H\tDossier complet\t5/8/26",
        "77\tMarion LEFÈVRE\tIngénieure ou ingénieur cloud F/H\tEntretien passé\t20/8/26", "78\tAli BEN SAÏD\tIngénieure ou ingénieur cloud F/H\tCandidature reçue\t4/8/26",
        "78\tAli BEN SAÏD\tIngénieure ou ingénieur cloud F/H\tNon retenu\t12/8/26", "79\tIris Noël\tIngénieure ou ingénieur cloud F/H\tPerdu de vue\t"]));

    /// <summary>A workbook with a line per post and the person chosen; days as the spreadsheet stores them, on a second sheet.</summary>
    public static byte[] ByPost => Book(
        ["Intitulé", "Service", "Vacant depuis", "Publication", "Candidat retenu", "Décision le", "Prise de poste", "Etat"],
        [
            ["Data scientist F/H", "Ministère Alpha", new DateOnly(2026, 2, 2), new DateOnly(2026, 3, 2), "Inès Caron", new DateOnly(2026, 5, 11), new DateOnly(2026, 7, 1), "Pourvu"],
            ["Cheffe ou chef de projet F/H", "Ministère Alpha", new DateOnly(2026, 4, 1), new DateOnly(2026, 5, 4), "Hugo Marchal", null, "?", "Pourvu"],
            ["Administrateur systèmes F/H", "Ministère Alpha", new DateOnly(2026, 6, 1), null, null, null, null, null],
        ]);

    public static byte[] Book(string[] header, object?[][] lines)
    {
        var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets());
            var styles = book.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = new Stylesheet(new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14 }));
            Add(book, "Lisez-moi", [["Tableau tenu par le bureau"]]);
            Add(book, "Suivi", [[.. header], .. lines]);
        }

        return file.ToArray();
    }

    /// <summary>A workbook whose sheet unpacks to far more than it seems.</summary>
    public static byte[] Bomb()
    {
        var file = new MemoryStream();
        file.Write(Book(["Poste"], [["X"]]));
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("xl/media/image1.bin", CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var megabytes = 0; megabytes < 120; megabytes++) entry.Write(zeros);
        }

        return file.ToArray();
    }

    private static void Add(WorkbookPart book, string name, IReadOnlyList<object?[]> lines)
    {
        var part = book.AddNewPart<WorksheetPart>();
        part.Worksheet = new Worksheet(new SheetData(lines.Select((line, place) => new Row(line.Select((cell, column) => CellOf(cell, column, place + 1))) { RowIndex = (uint)(place + 1) })));
        var sheets = book.Workbook.GetFirstChild<Sheets>()!;
        sheets.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)(sheets.ChildElements.Count + 1), Name = name });
    }

    private static Cell CellOf(object? value, int column, int line)
    {
        var cell = new Cell { CellReference = $"{(char)('A' + column)}{line}" };
        if (value is DateOnly day) (cell.CellValue, cell.StyleIndex) = (new CellValue(day.ToDateTime(default).ToOADate()), 1);
        else if (value is string text) (cell.DataType, cell.InlineString) = (CellValues.InlineString, new InlineString(new Text(text)));
        return cell;
    }
}
