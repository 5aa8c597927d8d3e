namespace Jalon.Grains.Tests.Access;

/// <summary>
/// For each act and each role, in the order of <see cref="Role"/>, what is answered to somebody who holds that role in one organisation, four times:
/// on a thing of a service below that concerns them (their post, file, request…), on one there that does not, on one elsewhere, and on the first when they apply to the post.
/// A = allowed, F = forbidden (403), U = unknown (404).
/// </summary>
public sealed class EveryRoleOnEveryAct
{
    private static readonly Guid Me = Guid.Parse("0198d000-0000-7000-8000-000000000001");
    private static readonly Guid Mine = Guid.Parse("0198d000-0000-7000-8000-000000000002");
    private static readonly Guid Below = Guid.Parse("0198d000-0000-7000-8000-000000000003");
    private static readonly Guid Elsewhere = Guid.Parse("0198d000-0000-7000-8000-000000000004");

    private static readonly Subject Concerned = new()
    {
        OrganisationPath = [Below, Mine],
        LineManagerId = Me,
        AssessorIds = [Me],
        NamedIds = [Me],
        PersonId = Me,
        Requests = [new Holder(Role.Approver, Mine, null)],
        Consents = true,
        NamesGranted = true,
        Published = true,
    };

    private static readonly Subject[] Situations =
    [
        Concerned with { PersonId = null },
        new() { OrganisationPath = [Below, Mine] },
        new() { OrganisationPath = [Elsewhere] },
        Concerned with { PersonId = Me, ClosedTo = [Me] },
    ];

    private static string Answers(Act act, Role role) => string.Concat(Situations.Select(situation =>
        Jalon.Grains.Access.May(new Who(Me, [new HeldRole(role, Mine, Me)]), act, situation).ToString()[0]));

    [Fact]
    public void Is_answered_as_the_table_expects()
    {
        var actual = Enum.GetValues<Act>().Select(act => $"{act,-22} {string.Join(' ', Enum.GetValues<Role>().Select(role => Answers(act, role)))}");
        Assert.Equal(Expected.Split('\n').Select(line => line.TrimEnd()), actual);
    }

    private const string Expected = """
        SeeNotice              AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA
        Apply                  AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA AUUA
        SeeVacancy             AAUU AAUU AUUU AUUU UUUU AAAU UUUU UUUU AUUU UUUU UUUU UUUU
        CreateVacancy          AAUU AAUU AAUU FFUU UUUU FFFU FFUU FFUU FFUU FFUU FFFU FFUU
        AmendVacancy           AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        SubmitVacancy          AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        ReturnVacancy          FFUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU AUUU UUUU UUUU UUUU
        ApproveVacancy         FFUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU AUUU UUUU UUUU UUUU
        PublishVacancy         AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        SuspendVacancy         AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        CloseVacancy           AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        ExtendVacancy          AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        CancelVacancy          AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        ConcludeVacancy        AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        RecordUrgency          FFUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        RecordFinding          AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        ImportVacancies        AAUU AAUU FFUU FFUU UUUU FFFU FFUU FFUU FFUU FFUU FFFU FFUU
        SeeBoard               AAUU AAUU AUUU FUUU UUUU AAAU UUUU UUUU FUUU UUUU UUUU UUUU
        AddCandidate           AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU FUUU UUUU UUUU UUUU
        SeeApplication         AAUU AAUU AUUU AUUU UUUU AAAU UUUU UUUU UUUU UUUU UUUU UUUU
        SeeNames               AAUU AAUU AUUU AUUU UUUU AFFU UUUU UUUU UUUU UUUU UUUU UUUU
        SeeOwnApplication      UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA
        MoveApplication        AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        AcceptApplication      AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        RejectApplication      AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        UndoRejection          AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        WithdrawApplication    AAUA AAUA FUUA FUUA UUUA FFFA UUUA UUUA UUUA UUUA UUUA UUUA
        SeeDocuments           AAUA AAUA AUUA AUUA UUUA FFFA UUUA UUUA UUUA UUUA UUUA UUUA
        AskDocument            AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        ProvideDocument        AAUA AAUA FUUA FUUA UUUA FFFA UUUA UUUA UUUA UUUA UUUA UUUA
        ValidateDocument       AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        NameAssessors          AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        PlanInterview          AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        BookInterview          AAUA AAUA FUUA FUUA UUUA FFFA UUUA UUUA UUUA UUUA UUUA UUUA
        StateInterests         UUUU UUUU UUUU AUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU
        AssessFile             AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        FileOpinion            FFUU FFUU FUUU AUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        SeeOpinions            AAUU AAUU AUUU AUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        WriteMessage           AAUA AAUA FUUA FUUA UUUA FFFA UUUA UUUA UUUA UUUA UUUA UUUA
        RecordPriorities       AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU UUUU AAUU UUUU UUUU
        RecordChoice           AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        MakeProposal           AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        AnswerProposal         AAUA AAUA FUUA FUUA UUUA FFFA UUUA UUUA UUUA UUUA UUUA UUUA
        SeeRequest             AAUU AAUU UUUU UUUU UUUU UUUU UUUU UUUU AUUU UUUU UUUU UUUU
        AskRelease             AAUU AAUU FUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        AnswerRelease          AAUU AAUU UUUU UUUU UUUU UUUU UUUU UUUU AUUU UUUU UUUU UUUU
        RecordArrival          AAUU AAUU AUUU FUUU UUUU FFFU UUUU UUUU UUUU UUUU UUUU UUUU
        SeeCandidate           AAUA AAUA UUUA UUUA UUUA UUUA AUUA AAUA UUUA UUUA UUUA UUUA
        RegisterCandidate      AAUU AAUU FFUU FFUU UUUU FFFU AAUU AAUU FFUU FFUU FFFU FFUU
        AmendCandidate         AAUA AAUA UUUA UUUA UUUA UUUA FUUA FFUA UUUA UUUA UUUA UUUA
        MergeCandidates        FFUF AAUF UUUF UUUF UUUF UUUF FUUF FFUF UUUF UUUF UUUF UUUF
        ManageConsent          FFUA FFUA UUUA UUUA UUUA UUUA FUUA FFUA UUUA UUUA UUUA UUUA
        ExpressWishes          FFUA FFUA UUUA UUUA UUUA UUUA AUUA FFUA UUUA UUUA UUUA UUUA
        SearchPool             UUUU UUUU UUUU UUUU UUUU UUUU AAAU UUUU UUUU UUUU UUUU UUUU
        SeeSensitive           UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU AAUU UUUU UUUU
        RecordSensitive        UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU AAUU UUUU UUUU
        SeeOwnData             UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA
        AskErasure             FFUA FFUA UUUA UUUA UUUA UUUA FUUA FFUA UUUA UUUA AAAA UUUA
        AnswerPersonRequest    UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU AAAU UUUU
        SeeAccessLog           UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU AAAU UUUU
        SeePath                UUUA AAUA UUUA UUUA UUUA AAAA UUUA AAUA AUUA UUUA UUUA UUUA
        WishPath               FFUA FFUA UUUA UUUA UUUA UUUA AUUA AAUA UUUA UUUA UUUA UUUA
        AdvancePath            UUUF FFUF UUUF UUUF UUUF FFFF UUUF AAUF FUUF UUUF UUUF UUUF
        AnswerTrainingRelease  UUUF FFUF UUUF UUUF UUUF FFFF UUUF AAUF AUUF UUUF UUUF UUUF
        SeeOrganisation        AAUU AAUU AAUU AAUU UUUU AAAU AAUU AAUU AAUU AAUU AAAU AAUU
        CreateOrganisation     FFUU FFUU FFUU FFUU UUUU FFFU FFUU FFUU FFUU FFUU FFFU AAUU
        AmendOrganisation      FFUU FFUU FFUU FFUU UUUU FFFU FFUU FFUU FFUU FFUU FFFU AAUU
        RelabelStages          FFUU AAUU FFUU FFUU UUUU FFFU FFUU FFUU FFUU FFUU FFFU AAUU
        GrantRole              FFUU FFUU FFUU FFUU UUUU FFFU FFUU FFUU FFUU FFUU FFFU AAUU
        NameSubstitute         FFUU AAUU FFUU FFUU UUUU FFFU FFUU FFUU FFUU FFUU FFFU AAUU
        AmendRules             UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU AAAU
        SeeStatistics          UUUU AAUU UUUU UUUU UUUU AAAU UUUU UUUU UUUU UUUU UUUU UUUU
        SeeOperations          UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU UUUU AAAU
        ReadFacts              UUUU UUUU UUUU UUUU UUUU AAAU UUUU UUUU UUUU UUUU UUUU AAAU
        CreateApiToken         UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA UUUA AAAA
        """;
}

public sealed class HoldingARole
{
    private static readonly Guid Me = Guid.Parse("0198d000-0000-7000-8000-000000000001");
    private static readonly Guid Colleague = Guid.Parse("0198d000-0000-7000-8000-000000000005");
    private static readonly Guid Service = Guid.Parse("0198d000-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset Noon = Driven.Noon;

    private static RoleRow Row(Role role, DateTimeOffset? until = null) =>
        new(Guid.Empty, Colleague, Service, role, Noon.AddDays(-10), until, Me, Noon.AddDays(-1), Noon.AddDays(1));

    [Fact]
    public void A_substitute_acts_for_the_person_they_replace_between_the_two_dates_only()
    {
        var post = new Subject { OrganisationPath = [Service], LineManagerId = Colleague };
        Assert.Equal(Right.Allowed, May(Noon));
        Assert.Equal(Right.Unknown, May(Noon.AddDays(-2)));
        Assert.Equal(Right.Unknown, May(Noon.AddDays(1)));

        Right May(DateTimeOffset at) => Jalon.Grains.Access.May(Who.At(Me, [Row(Role.LineManager)], at), Act.AmendVacancy, post);
    }

    [Fact]
    public void A_role_that_ended_gives_nothing_to_its_holder_nor_to_the_substitute()
    {
        Assert.Empty(Who.At(Me, [Row(Role.HrLead, Noon)], Noon).Roles);
        Assert.Empty(Who.At(Colleague, [Row(Role.HrLead, Noon)], Noon).Roles);
        Assert.Equal([Role.HrLead, Role.Assessor], Who.At(Colleague, [Row(Role.HrLead)], Noon).Roles.Select(held => held.Role));
    }

    [Theory]
    [InlineData(Role.Recruiter)]
    [InlineData(Role.LineManager)]
    [InlineData(Role.Approver)]
    public void Whoever_recruits_leads_or_manages_assesses_the_files_they_are_asked_about_and_no_others(Role role)
    {
        var who = Who.At(Colleague, [Row(role)], Noon);
        var asked = new Subject { OrganisationPath = [Guid.NewGuid()], NamedIds = [Colleague], AssessorIds = [Colleague] };
        foreach (var act in new[] { Act.StateInterests, Act.FileOpinion })
        {
            Assert.Equal(role != Role.Approver, Jalon.Grains.Access.May(who, act, asked) == Right.Allowed);
            Assert.NotEqual(Right.Allowed, Jalon.Grains.Access.May(who, act, asked with { NamedIds = [], AssessorIds = [] }));
            Assert.Equal(Right.Unknown, Jalon.Grains.Access.May(who, act, asked with { OrganisationPath = [Service], LineManagerId = Colleague, ClosedTo = [Colleague] }));
        }
    }

    [Fact]
    public void A_substitute_who_applies_to_the_post_does_not_see_its_internal_side()
    {
        var post = new Subject { OrganisationPath = [Service], ClosedTo = [Me] };
        Assert.Equal(Right.Unknown, Jalon.Grains.Access.May(Who.At(Me, [Row(Role.HrLead)], Noon), Act.SeeBoard, post));
    }

    [Fact]
    public void The_filiere_reads_cases_everywhere_and_names_only_where_granted()
    {
        var filiere = new Who(Me, [new HeldRole(Role.FiliereHr, Guid.Empty, Me)]);
        var elsewhere = new Subject { OrganisationPath = [Service] };
        Assert.Equal(Right.Allowed, Jalon.Grains.Access.May(filiere, Act.SeeApplication, elsewhere));
        Assert.Equal(Right.Forbidden, Jalon.Grains.Access.May(filiere, Act.SeeNames, elsewhere));
        Assert.Equal(Right.Allowed, Jalon.Grains.Access.May(filiere, Act.SeeNames, elsewhere with { NamesGranted = true }));
    }

    [Fact]
    public void Nobody_gives_a_role_that_reaches_further_than_theirs()
    {
        var administrator = new Who(Me, [new HeldRole(Role.Administrator, Service, Me)]);
        var filiere = new Who(Me, [new HeldRole(Role.FiliereHr, Service, Me)]);
        Role[] wide = [Role.FiliereHr, Role.CareerAdvisor, Role.DataProtection];
        Assert.Equal(wide, Enum.GetValues<Role>().Where(role => !Jalon.Grains.Access.MayGrant(administrator, role)));
        Assert.True(Jalon.Grains.Access.MayGrant(new Who(Me, [.. administrator.Roles, .. filiere.Roles]), Role.FiliereHr));
        Assert.False(Jalon.Grains.Access.MayGrant(filiere, Role.Administrator));
    }
}
