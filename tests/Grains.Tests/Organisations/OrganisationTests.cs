using Jalon.Grains.Organisations;

namespace Jalon.Grains.Tests.Organisations;

public sealed class EveryCommandOnEveryOrganisation
{
    internal static readonly Guid Here = Guid.Parse("0198c000-0000-7000-8000-000000000001");
    internal static readonly Guid Above = Guid.Parse("0198c000-0000-7000-8000-000000000002");
    internal static readonly Guid Person = Guid.Parse("0198c000-0000-7000-8000-000000000003");
    internal static readonly Guid Stand = Guid.Parse("0198c000-0000-7000-8000-000000000004");
    internal static readonly DateTimeOffset From = Driven.Noon.AddDays(-10);

    internal static readonly RoleRow Held = new(OrganisationGrain.RoleId(Person, Here, Role.HrLead), Person, Here, Role.HrLead, From, null, null, null, null);
    internal static readonly OrganisationCircumstances Read = new([Above], Held, 0);
    internal static readonly CreateOrganisation Creation = new(Here, "Ministère Alpha", null, OrganisationLevel.Ministry);

    private static readonly Command[] Commands =
    [
        Creation, new Rename("Ministère Bêta"), new RecordSiret("73282932000074"), new MoveUnder(Above), new RelabelStage(Stage.Received, "Arrivée"), new GrantRole(Person, Role.Recruiter, Driven.Noon),
        new EndRole(Person, Role.HrLead), new NameSubstitute(Person, Role.HrLead, Stand, Driven.Noon, Driven.Noon.AddDays(7)), new CloseOrganisation(), new DeadlineReached("none"),
    ];

    private static readonly Dictionary<string, (Command[] Before, string Expected)> States = new()
    {
        ["none"] = ([], "OrganisationCreated organisation_unknown organisation_unknown organisation_unknown organisation_unknown organisation_unknown organisation_unknown organisation_unknown organisation_unknown ="),
        ["open"] = ([Creation], "already_created Renamed SiretRecorded MovedUnder StageRelabelled RoleGranted RoleEnded SubstituteNamed OrganisationClosed ="),
        ["done already"] = ([Creation, .. Commands[1..5]], "already_created = = = = RoleGranted RoleEnded SubstituteNamed OrganisationClosed ="),
        ["closed"] = ([Creation, new CloseOrganisation()], "already_created organisation_closed organisation_closed organisation_closed organisation_closed organisation_closed RoleEnded organisation_closed = ="),
    };

    public static TheoryData<string> StateNames => [.. States.Keys];

    [Theory, MemberData(nameof(StateNames))]
    public void Does_what_the_table_says(string state) => Assert.Equal(States[state].Expected, string.Join(" ", Commands.Select(command =>
        Driven.Word(States[state].Before.Aggregate(new Driven(OrganisationGrain.Kind), (driven, before) => driven.Given(before, Read)).Ask(command, Read)))));

    [Fact]
    public void The_table_has_every_command() =>
        Assert.Equal(Driven.CommandsOf(OrganisationGrain.Kind), Commands.Select(command => command.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Whatever_the_sequence_the_facts_give_the_state()
    {
        Command[] more = [.. Commands, new MoveUnder(null), new RelabelStage(Stage.Interview, "Jury"), new RelabelStage(Stage.Received, null)];
        Driven.ForRandomSequences(
            sequence =>
            {
                var driven = new Driven(OrganisationGrain.Kind);
                foreach (var choice in sequence) driven.Ask(more[choice], Read);
                driven.IsWhole();
            },
            more.Length);
    }
}

public sealed class GoverningAnOrganisation
{
    private readonly Driven organisation = new Driven(OrganisationGrain.Kind).Given(EveryCommandOnEveryOrganisation.Creation);

    private static OrganisationCircumstances Reading(RoleRow? held = null, int children = 0, params Guid[] path) => new(path, held, children);

    [Fact]
    public void A_tree_never_turns_in_a_circle()
    {
        var (here, above) = (EveryCommandOnEveryOrganisation.Here, EveryCommandOnEveryOrganisation.Above);
        Assert.Equal("parent_of_itself", organisation.Refused(new MoveUnder(here), Reading(null, 0, here)));
        Assert.Equal("organisation_circle", organisation.Refused(new MoveUnder(above), Reading(null, 0, above, here)));
        Assert.Equal("parent_unknown", organisation.Refused(new MoveUnder(above), Reading()));
        var other = new Driven(OrganisationGrain.Kind);
        Assert.Equal("parent_of_itself", other.Refused(EveryCommandOnEveryOrganisation.Creation with { ParentId = here }, Reading(null, 0, here)));
    }

    [Fact]
    public void Its_own_word_for_a_stage_is_said_and_taken_back()
    {
        organisation.Given(new RelabelStage(Stage.Interview, "Jury"));
        Assert.Equal("Jury", ((Organisation)organisation.State!).LabelOf(Stage.Interview));
        organisation.Given(new RelabelStage(Stage.Interview, null));
        Assert.Equal("Entretien", ((Organisation)organisation.State!).LabelOf(Stage.Interview));
    }

    [Fact]
    public void A_role_ends_when_asked_and_its_row_keeps_the_rest()
    {
        var held = EveryCommandOnEveryOrganisation.Held;
        var accepted = organisation.Accepted(new EndRole(held.PersonId, Role.HrLead), Reading(held));
        Assert.Equal(held with { Until = Driven.Noon }, Assert.Single(accepted.Rows));
        Assert.Empty(organisation.Accepted(new EndRole(held.PersonId, Role.HrLead), Reading(held with { Until = Driven.Noon })).Facts);
        Assert.Equal("role_not_held", organisation.Refused(new EndRole(held.PersonId, Role.HrLead), Reading()));
        Assert.Equal("role_not_held", organisation.Refused(
            new NameSubstitute(held.PersonId, Role.HrLead, EveryCommandOnEveryOrganisation.Stand, Driven.Noon, Driven.Noon.AddDays(1)), Reading(held with { Until = Driven.Noon })));
    }

    [Fact]
    public void What_has_open_children_is_not_closed() => Assert.Equal("has_open_children", organisation.Refused(new CloseOrganisation(), Reading(null, 2)));

    [Theory]
    [InlineData("73282932000074", true)]
    [InlineData("73282932000075", false)]
    [InlineData("35600000000048", true)]
    [InlineData("35600000009075", true)] // La Poste: Luhn's key is wrong, the sum of the digits (35) is a multiple of five.
    [InlineData("35600000009076", false)]
    [InlineData("00000000000000", false)]
    [InlineData("7328293200007", false)]
    [InlineData("7328293200007４", false)]
    [InlineData(null, false)]
    public void A_siret_is_checked_by_its_key(string? siret, bool valid) => Assert.Equal(valid, Siret.IsValid(siret));

    [Fact]
    public void Every_wrong_field_is_said_by_name()
    {
        var (person, noon) = (EveryCommandOnEveryOrganisation.Person, Driven.Noon);
        Assert.Equal(["organisationId", "name", "siret", "level"], new CreateOrganisation(Guid.Empty, "", "1", (OrganisationLevel)9).Problems().Select(problem => problem.Field));
        Assert.Equal(["role", "until"], new GrantRole(person, Role.Candidate, noon, noon).Problems().Select(problem => problem.Field));
        Assert.Equal(["substituteId"], new NameSubstitute(person, Role.HrLead, person, noon, noon.AddDays(1)).Problems().Select(problem => problem.Field));
        Assert.Equal(["from"], new GrantRole(person, Role.HrLead, DateTimeOffset.MinValue).Problems().Select(problem => problem.Field));
    }
}
