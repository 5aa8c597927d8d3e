using System.Text;
using Jalon.Web.Import;

namespace Jalon.Web.Tests.Import;

public class RefusingAFile
{
    private static async Task<string> Sentence(byte[] file) => Assert.IsType<ImportFileRefused>(Assert.Single(await ExportText.Read(file))).Sentence;

    private static Task<string> Sentence(string file) => Sentence(Encoding.UTF8.GetBytes(file));

    private static string Accented => ExportText.File(ExportText.Record(("JobDescriptionTranslation_Description1_", "Été à la française")));

    [Fact]
    public async Task An_empty_file_is_said_empty()
    {
        Assert.Contains("vide", await Sentence(""), StringComparison.Ordinal);
        Assert.Contains("vide", await Sentence("\uFEFF\r\n \n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PDF_or_a_workbook_under_another_name_is_recognised()
    {
        Assert.Contains("PDF", await Sentence("%PDF-1.7 whatever"), StringComparison.Ordinal);
        Assert.Contains("classeur", await Sentence([0x50, 0x4B, 3, 4, 20, 0, 0, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_recognised()
    {
        Assert.Contains("Latin-1", await Sentence(Encoding.Latin1.GetBytes(Accented)), StringComparison.Ordinal);
        Assert.Contains("UTF-16", await Sentence(Encoding.Unicode.GetBytes(Accented)), StringComparison.Ordinal);
        Assert.Contains("UTF-16", await Sentence([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Accented)]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Par_URL_offre|Code_OGR|Par_ref_offre|Description\nx|1|2|y\n", "France Travail")]
    [InlineData("Organisme de rattachement;Référence;Versant;Catégorie\na;b;c;d\n", "offres diffusées\u00A0» à 30\u00A0colonnes, mais il lui manque une colonne obligatoire\u00A0: Intitulé du poste")]
    [InlineData("Référence du poste;Nom;Courriel\na;b;c\n", "fichier de candidatures, mais il lui manque 2 colonnes obligatoires\u00A0: Prénom, Statut")]
    [InlineData("Référence,Intitulé du poste,Versant\n1,2,3\n", "point-virgule")]
    [InlineData("OfferID,Offer_Reference_,Offer_OfferStatus_\n1,2,3\n", "point-virgule")]
    [InlineData("nom;prénom\na;b\n", "autres colonnes")]
    public async Task Another_layout_is_recognised(string file, string words) => Assert.Contains(words, await Sentence(file), StringComparison.Ordinal);

    [Fact]
    public async Task Missing_columns_are_named()
    {
        var sentence = await Sentence(ExportText.File(ExportText.Record()).Replace("Offer_OfferStatus_", "Autre").Replace("Origin_BeginningDate_", "Encore"));
        Assert.Contains("Offer_OfferStatus_, Origin_BeginningDate_", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_comes_twice_is_named() =>
        Assert.Contains("Origin_Entity_With3 figure deux fois", await Sentence(ExportText.File(ExportText.Record()).Replace("OfferID", "Origin_Entity_With3")), StringComparison.Ordinal);

    [Fact]
    public async Task The_byte_order_mark_is_welcome() => Assert.IsType<Notice>(Assert.Single(await ExportText.Read("\uFEFF" + Accented)));
}
