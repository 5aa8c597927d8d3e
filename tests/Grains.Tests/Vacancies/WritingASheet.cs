using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Vacancies;

public sealed class WritingASheet
{
    private static IEnumerable<string> Wrong(VacancySheet sheet) => new AmendSheet(sheet).Problems().Select(problem => problem.Field);

    [Theory]
    [InlineData("Développeur", "Développeur F/H")]
    [InlineData("  Chef de projet  ", "Chef de projet F/H")]
    [InlineData("Développeur·euse", "Développeur F/H")]
    [InlineData("Administrateur·trice·s réseaux F/H", "Administrateur réseaux F/H")]
    [InlineData("Ingénieur(e) DevOps", "Ingénieur DevOps F/H")]
    [InlineData("Chargé (e) de projet (H/F)", "Chargé de projet (H/F)")]
    [InlineData("Cheffe ou chef de projet", null)]
    [InlineData("Ingénieur .NET F/H", null)]
    [InlineData(" ", null)]
    public void A_title_for_one_gender_is_offered_for_both(string title, string? offered) => Assert.Equal(offered, TwoGenders.Suggest(title));

    [Fact]
    public void A_title_that_would_become_too_long_is_left_to_its_author() => Assert.Null(TwoGenders.Suggest(new string('a', VacancySheet.TitleLength)));

    [Theory]
    [InlineData(0, OutsourcingMark.Usual), InlineData(60, OutsourcingMark.Usual), InlineData(61, OutsourcingMark.AtRisk)]
    [InlineData(80, OutsourcingMark.AtRisk), InlineData(81, OutsourcingMark.MustNotStart), InlineData(100, OutsourcingMark.MustNotStart)]
    public void Beyond_sixty_and_eighty_percent_outside_the_post_is_marked(int share, OutsourcingMark mark) =>
        Assert.Equal(mark, Reinternalisation.MarkOf(share, Rules.Default, new(2026, 11, 25)));

    [Fact]
    public void A_tag_half_filled_says_what_it_lacks()
    {
        Assert.Equal(["project", "outsourcedShare"], Wrong(Posts.Sheet with { Reinternalisation = new(" ", 101) }));
        Assert.Equal(["returnOn"], Wrong(Posts.Sheet with { Mission = new(MissionKind.Brigade, null) }));
        Assert.Equal(["returnOn"], Wrong(Posts.Sheet with { Mission = new(MissionKind.Temporary, new(2027, 1, 4)) }));
        Assert.Empty(Wrong(Posts.Sheet with { Mission = new(MissionKind.Temporary, new(2027, 7, 4)), Reinternalisation = new("Portail", 75) }));
    }

    [Fact]
    public void A_sheet_written_from_an_older_revision_is_not_written_over()
    {
        var story = Posts.Draft().Then(new AmendSheet(Posts.Sheet with { Place = "Nantes" }, 1));
        Assert.Equal("sheet_changed", story.Verdict(new AmendSheet(Posts.Sheet with { Place = "Lille" }, 1)));
        Assert.Equal("=", story.Verdict(new AmendSheet(Posts.Sheet with { Place = "Nantes" }, 1)));
        Assert.Equal("ok", story.Verdict(new AmendSheet(Posts.Sheet with { Place = "Lille" }, 2)));
    }

    [Fact]
    public void What_two_people_wrote_apart_is_put_together_and_what_they_both_wrote_is_told()
    {
        var theirs = Posts.Sheet with { Place = "Nantes", Missions = "Piloter le programme.", Conditions = null };
        var mine = Posts.Sheet with { Missions = "Conduire deux projets.", Profile = "Savoir écrire.", Criteria = [new("Rigueur", true)] };
        var merge = SheetMerge.Of(Posts.Sheet, theirs, mine);
        Assert.Equal(["place", "conditions"], merge.Taken);
        Assert.Equal(["missions"], merge.Clashes);
        Assert.Equivalent(mine with { Place = "Nantes", Conditions = null }, merge.Sheet, strict: true);
    }

    [Fact]
    public void The_same_change_made_by_both_is_no_clash()
    {
        var changed = Posts.Sheet with { Criteria = [new("Rigueur", true)], RequiredDocuments = null };
        var merge = SheetMerge.Of(Posts.Sheet, changed, changed with { Criteria = [new("Rigueur", true)] });
        Assert.Empty(merge.Taken.Concat(merge.Clashes));
    }

    [Fact]
    public void Another_need_takes_the_words_of_a_former_post_and_none_of_its_dates()
    {
        var again = (Posts.Sheet with { Mission = new(MissionKind.Brigade, new(2027, 6, 30)), Openings = 3 }).ForAnotherNeed();
        Assert.Equal((Posts.Sheet.Missions, Posts.Sheet.Title), (again.Missions, again.Title));
        Assert.Equal((null, null, null, null, 1), (again.VacantFrom, again.ApplicationsUntil, again.NeededSince, again.Mission!.ReturnOn, again.Openings));
    }

    [Fact]
    public void Remarks_on_items_stay_beside_them_until_the_need_is_approved()
    {
        var story = Posts.Submitted().Then(new Return(null, [new(SheetItem.Profession, "Plutôt « Développeur »."), new(SheetItem.Place, "Rennes ou Lille ?")]));
        Assert.Equal([SheetItem.Profession, SheetItem.Place], Posts.Of(story).Remarks!.Items.Keys);
        Assert.NotNull(Posts.Of(story.Then(new Submit())).Remarks);
        Assert.Null(Posts.Of(story.Then(new Approve())).Remarks);
    }

    [Fact]
    public void A_need_comes_back_with_at_least_one_remark_and_one_by_item()
    {
        Assert.Equal(["remarks"], new Return(" ").Problems().Select(problem => problem.Field));
        Assert.Equal(["items.Place"], new Return(null, [new(SheetItem.Place, "")]).Problems().Select(problem => problem.Field));
        Assert.Equal(["items"], new Return(null, [new(SheetItem.Place, "Où ?"), new(SheetItem.Place, "Quand ?")]).Problems().Select(problem => problem.Field));
    }
}
