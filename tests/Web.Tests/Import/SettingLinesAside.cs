using Jalon.Web.Import;

namespace Jalon.Web.Tests.Import;

public class SettingLinesAside
{
    private static string Record(int number, string missions = "Conduire les projets") =>
        ExportText.Record(("Offer_Reference_", $"2026-{number}"), ("JobDescriptionTranslation_Description1_", missions));

    private static IEnumerable<string> References(IEnumerable<ImportLine> lines) => lines.OfType<Notice>().Select(line => line.Value.Reference);

    [Fact]
    public async Task The_line_of_a_record_is_its_first_one_in_the_file()
    {
        var lines = await ExportText.Read(ExportText.File(Record(1, "une\ndeux\ntrois"), Record(2), "", Record(3)));
        Assert.Equal([2, 5, 7], lines.Cast<Notice>().Select(line => line.Line));
        Assert.Equal("une\ndeux\ntrois", ((Notice)lines[0]).Value.Missions);
    }

    [Theory]
    [InlineData(-1, "pas assez")]
    [InlineData(1, "trop")]
    public async Task A_line_with_another_number_of_cells_is_set_aside(int more, string words)
    {
        var wrong = more < 0 ? Record(1)[..Record(1).LastIndexOf(';')] : Record(1) + ";surplus";
        var lines = await ExportText.Read(ExportText.File(wrong, Record(2)));
        Assert.Contains(words, Assert.IsType<Rejected>(lines[0]).Group, StringComparison.Ordinal);
        Assert.Equal(ExportText.Sample.Count + more, ((Rejected)lines[0]).RawFields.Count);
        Assert.Equal(["2026-2"], References(lines));
    }

    [Fact]
    public async Task A_quote_never_closed_costs_its_own_line_only()
    {
        var lines = await ExportText.Read(ExportText.File(Record(1), Record(2).Replace("Conduire", "\"Conduire"), Record(3, "deux\nlignes"), Record(4)));
        var aside = Assert.Single(lines.OfType<Rejected>());
        Assert.Equal((3, "JobDescriptionTranslation_Description1_"), (aside.Line, aside.Column));
        Assert.Contains("ligne\u00A03", aside.Reason, StringComparison.Ordinal);
        Assert.Equal(["2026-1", "2026-3", "2026-4"], References(lines));
        Assert.Equal([2, 4, 6], lines.OfType<Notice>().Select(line => line.Line));
    }

    [Fact]
    public async Task A_quote_that_would_swallow_a_whole_file_is_stopped_at_the_size_of_a_record()
    {
        var after = Enumerable.Range(2, 2_000).Select(number => Record(number)).ToArray();
        var lines = await ExportText.Read(ExportText.File([Record(1).Replace("Conduire", "\"Conduire"), .. after]));
        Assert.Contains("256", Assert.Single(lines.OfType<Rejected>()).Reason, StringComparison.Ordinal);
        Assert.Equal(2_000, References(lines).Count());
    }

    [Fact]
    public async Task A_quote_inside_a_text_without_quotes_is_a_character()
    {
        var lines = await ExportText.Read(ExportText.File(Record(1).Replace("Conduire", "Conduire \"bien\"")));
        Assert.Equal("Conduire \"bien\" les projets", Assert.IsType<Notice>(Assert.Single(lines)).Value.Missions);
    }

    [Fact]
    public async Task A_repeated_record_is_counted_and_a_variant_is_set_aside()
    {
        var lines = await ExportText.Read(ExportText.File(Record(1), Record(1), Record(1, "Autre chose")));
        Assert.IsType<Notice>(lines[0]);
        Assert.Equal(new Repeated(3, 2, "2026-1"), lines[1]);
        Assert.Contains("ligne\u00A02", Assert.IsType<Rejected>(lines[2]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_whose_first_line_was_bad_goes_in_with_the_next()
    {
        var lines = await ExportText.Read(ExportText.File(Record(1).Replace("Vacant", "Peut-être"), Record(1)));
        Assert.IsType<Rejected>(lines[0]);
        Assert.IsType<Notice>(lines[1]);
    }
}
