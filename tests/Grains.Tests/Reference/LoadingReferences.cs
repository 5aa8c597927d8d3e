using Jalon.Grains.Reference;

namespace Jalon.Grains.Tests.Reference;

public sealed class LoadingReferences
{
    private const string Grid = """
        metier;experience;plancher;plafond
        Développeur;moins de 5 ans;44 200;57 200
        Développeur;5 ans et plus;52 000 €;68 000 €
        RSSI;moins de 5 ans;60000;90000
        RSSI;5 ans et plus;80000;156200
        """;

    private static IEnumerable<string> Wrong(string grid) => PayGrid.Read(grid).Problems.Select(problem => $"{problem.Line} {problem.Sentence}".Replace('\u00A0', ' ').Replace('\u202F', ' '));

    [Fact]
    public void A_grid_saved_by_a_spreadsheet_is_read_whatever_its_separator_and_the_order_of_its_columns()
    {
        var (brackets, problems) = PayGrid.Read(Grid);
        Assert.Empty(problems);
        Assert.Equal(new PayBracket("Développeur", "5 ans et plus", 52_000, 68_000), brackets![1]);
        Assert.Equal(brackets, PayGrid.Read("\uFEFF\"Plafond\",\"Plancher\",Expérience,Métier,note\r\n57200,44200,moins de 5 ans,Développeur,x\r\n68000,52000,5 ans et plus,Développeur\r\n\r\n90000,60000,moins de 5 ans,RSSI\r\n156200,80000,5 ans et plus,RSSI\r\n").Brackets);
        Assert.Equal("a;b", PayGrid.Read("metier;experience;plancher;plafond\n\"a;b\";x;1;2").Brackets![0].Profession);
    }

    [Fact]
    public void Every_profession_of_the_program_has_a_code_of_its_own_that_a_wish_may_hold()
    {
        var codes = ProfessionList.Default.All.Select(one => one.Code).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Empty(FieldRules.Code("", code)));
        Assert.Equal("administrateur-d-outils-de-systemes-de-r", ProfessionList.Default.All[0].Code);
        Assert.Equal("chef-fe-d-oeuvre", Folding.Code("Chef·fe d’Œuvre"));
        Assert.Equal("quarante-et-un-signes-c-est-ici-un-trop", Folding.Code("Quarante et un signes, c’est ici un trop long"));
    }

    [Fact]
    public void The_bracket_is_found_without_accents_or_capitals()
    {
        var grid = new PayGrid(1, new(2026, 1, 1), PayGrid.Read(Grid).Brackets!);
        Assert.Equal(57_200, grid.Of("DEVELOPPEUR", "Moins de 5 ans")!.Ceiling);
        Assert.Null(grid.Of("Développeur", "10 ans"));
        Assert.Null(grid.Of(null, null));
    }

    [Fact]
    public void A_level_left_out_a_line_given_twice_and_amounts_that_are_none_are_all_told_with_their_line()
    {
        Assert.Equal(["0 Il manque le niveau « 5 ans et plus » pour « RSSI »."], Wrong(Grid.Replace("RSSI;5 ans et plus;80000;156200", "")));
        Assert.Equal(["6 « rssi », « 5 ans et plus » est déjà à la ligne 5."], Wrong(Grid + "\nrssi;5 ans et plus;80000;156200"));
        Assert.Equal(["4 Le plancher « -60000 » n’est pas une rémunération : un nombre entier d’euros par an, entre 1 et 1 000 000 €."], Wrong(Grid.Replace("60000", "-60000")));
        Assert.Equal(["4 Le plafond n’est pas donné : un nombre entier d’euros par an, entre 1 et 1 000 000 €."], Wrong(Grid.Replace("60000;90000", "60000;")));
        Assert.Equal(["4 Le plancher (95 000 €) dépasse le plafond (90 000 €)."], Wrong(Grid.Replace("60000;", "95000;")));
        Assert.Equal(["2 Le niveau d’expérience n’est pas donné."], Wrong(Grid.Replace(";moins de 5 ans;44", ";;44")));
    }

    [Theory]
    [InlineData("", "Ce fichier est vide.")]
    [InlineData("metier;experience;plancher;plafond", "Ce fichier est vide.")]
    [InlineData("metier;niveau\na;b", "Il manque les colonnes")]
    [InlineData("m\0;x\na;b", "n’est pas un texte en UTF-8")]
    public void A_file_of_something_else_says_what_is_expected(string text, string said) => Assert.Contains(said, Assert.Single(PayGrid.Read(text).Problems).Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_too_long_is_not_read() => Assert.Single(PayGrid.Read(new string('a', ReferenceFile.MostCharacters + 1)).Problems);

    [Fact]
    public void The_newest_version_in_force_on_a_day_applies()
    {
        PayGrid Of(int version, int month) => new(version, new(2026, month, 1), []);
        var rules = new Rules([], []) { PayGrids = [Of(3, 9), Of(1, 1), Of(2, 1)] };
        Assert.Equal([null, 2, 3], new DateOnly[] { new(2025, 12, 31), new(2026, 8, 31), new(2026, 9, 1) }.Select(day => rules.PayGrid(day)?.Version));
    }

    [Fact]
    public void The_program_has_professions_with_their_code_and_the_words_people_use()
    {
        Assert.Equal("M1805", ProfessionList.Default.Called("DEVELOPPEUR")!.Rome);
        Assert.Contains("data engineer", ProfessionList.Default.Called("Ingénieur de données")!.Synonyms);
        Assert.Same(ProfessionList.Default, Rules.Default.Professions(new(2026, 11, 25)));
    }

    [Fact]
    public void A_list_of_professions_names_each_once_with_a_true_code()
    {
        var problems = ProfessionList.Read("metier;famille;rome;synonymes\nDéveloppeur;;M18;dev\ndeveloppeur;;M1805;\nDEVELOPPEUR;;;\n;;;").Problems;
        Assert.Equal([2, 4, 5], problems.Select(problem => problem.Line));
    }
}
