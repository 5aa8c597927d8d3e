using System.Text;
using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Import;

namespace Jalon.Web.Tests.Import;

public class ReadingTheRealExport
{
    private static async Task<List<ParsedNotice>> Notices()
    {
        var lines = await ExportText.Read(ExportText.Real());
        Assert.All(lines, line => Assert.IsType<Notice>(line));
        return [.. lines.Cast<Notice>().Select(line => line.Value)];
    }

    [Fact]
    public async Task Its_fifty_notices_all_go_in()
    {
        var notices = await Notices();
        Assert.Equal(50, notices.Count);
        Assert.Equal(25, notices.Count(notice => notice.Branch == Branch.State));
        Assert.Equal(25, notices.Count(notice => notice.Branch == Branch.Territorial));
        Assert.Equal([16, 12, 22], new[] { Category.A, Category.B, Category.C }.Select(category => notices.Count(notice => notice.Category == category)));
    }

    [Fact]
    public async Task Sixteen_posts_of_the_State_are_published_for_thirty_days()
    {
        var windows = (await Notices()).ToLookup(notice => notice.Branch, notice => notice.PublishedUntil!.Value.Day.DayNumber - notice.PublishedFrom!.Value.Day.DayNumber);
        Assert.Equal([7, 16, 27, .. Enumerable.Repeat(30, 16), .. Enumerable.Repeat(60, 5), 116], windows[Branch.State].Order());
        Assert.All(windows[Branch.Territorial], days => Assert.InRange(days, 55, 80));
    }

    [Fact]
    public async Task Thirty_two_posts_are_vacant_less_than_thirty_days_after_publication() =>
        Assert.Equal(32, (await Notices()).Count(notice => notice.VacantFrom!.Value.DayNumber - notice.PublishedFrom!.Value.Day.DayNumber < 30));

    [Fact]
    public async Task Both_formats_of_date_are_read()
    {
        var notices = await Notices();
        Assert.Contains(notices, notice => notice.PublishedFrom!.Value.Time is not null);
        Assert.Contains(notices, notice => notice.PublishedFrom!.Value.Time is null);
    }

    [Fact]
    public async Task Columns_in_another_order_give_the_same_notices()
    {
        var text = Encoding.UTF8.GetString(ExportText.Real());
        var rows = Split(text);
        var order = Enumerable.Range(0, rows[0].Length).OrderBy(i => (i * 37) % rows[0].Length).ToArray();
        var shuffled = string.Concat(rows.Select(row => string.Join(';', order.Select(i => ExportText.Quoted(row[i]))) + "\r\n"));
        Assert.NotEqual(text.Split('\n')[0], shuffled.Split('\n')[0]);
        var lines = await ExportText.Read(shuffled);
        Assert.Equal((await Notices()).Select(Written), lines.Cast<Notice>().Select(line => Written(line.Value)));
    }

    [Fact]
    public async Task The_tree_of_employers_is_told_without_repeats()
    {
        var paths = (await Notices()).ToDictionary(notice => notice.Reference, notice => string.Join(" > ", notice.OrganisationPath));
        Assert.Equal("Communes > Mairie de NEUILLY-SUR-SEINE", paths["o09261-201633"]);
        Assert.Equal("Ministère de l'Intérieur", paths["MINT_BA050ATB-18409"]);
        Assert.Equal("Ministère de la Justice > Ministère de la justice - Secrétariat Général > Ministère de la justice - Secrétariat général - Service du numérique", paths["2021-527978"]);
        Assert.Equal("Mairie de Paris > Centre d'action sociale de la ville de Paris", paths["2021-527961"]);
        Assert.EndsWith(" > Agence de Services et de Paiement (ASP)", paths["2021-528019"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cities_are_told_from_addresses()
    {
        var places = (await Notices()).ToDictionary(notice => notice.Reference, notice => notice.Place);
        Assert.Equal(("NEUILLY SUR SEINE", "92522", "92"), (places["o09261-201633"].City, places["o09261-201633"].PostalCode, places["o09261-201633"].DepartmentCode));
        Assert.Equal(("Dijon", "21077"), (places["2021-527978"].City, places["2021-527978"].PostalCode));
        Assert.Equal(("18", "Cher"), (places["2021-527989"].DepartmentCode, places["2021-527989"].Department));
        Assert.Equal("JARVILLE LA MALGRANGE", places["MINT_BS054PNC-18410"].City);
        Assert.All(places.Values, place => Assert.NotNull(place.DepartmentCode));
    }

    [Fact]
    public async Task Professions_openness_and_texts_are_told_from_their_cells()
    {
        var notices = (await Notices()).ToDictionary(notice => notice.Reference);
        Assert.Equal(new ImportedProfession("Responsable des études et applications", "FPT", "A7A/08"), notices["o09261-201633"].Profession);
        Assert.Equal(6, notices.Values.Count(notice => notice.Profession is null));
        Assert.Equal("Responsable d'applications F/H", notices["o09261-201633"].Title);
        Assert.Equal("Responsable d'applications (h/f)", notices["o09261-201633"].TitleLong);
        Assert.Equal(10, notices.Values.Count(notice => notice.Openness == Openness.CivilServantsAndContract));
        Assert.Equal(40, notices.Values.Count(notice => notice.Openness == Openness.CivilServantsOnly));
        Assert.StartsWith("PRESENTATION du service", notices["2021-527961"].EmployerText, StringComparison.Ordinal);
        Assert.Equal((48.85303m, 2.35202m), (notices["2021-527987"].Latitude, notices["2021-527987"].Longitude));
    }

    private static string Written(ParsedNotice notice) => System.Text.Json.JsonSerializer.Serialize(notice, Json.Options);

    /// <summary>A second, naive reader of well-formed CSV, to shuffle columns without the code under test.</summary>
    private static List<string[]> Split(string text)
    {
        var (rows, row, cell, quoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] is ';' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n') { rows.Add([.. row]); row.Clear(); }
            }
            else if (quoted || text[i] != '\r') cell.Append(text[i]);
        }

        return rows;
    }
}
