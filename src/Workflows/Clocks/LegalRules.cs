using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Clocks;

/// <summary>The legal clocks there are. Durations, articles and versions are rows of <see cref="Grains.DefaultRules"/>, edited as data.</summary>
public static class LegalRules
{
    private static readonly IReadOnlyList<Pattern> Outcomes = Read("ApplicationRejected ApplicationWithdrawn HiredElsewhere PostEnded");

    public static readonly IReadOnlyList<LegalRule> All =
    [
        new("legal-month", "vacancy", Read("CommonSpaceRecorded LawfulSubstituteRecorded"), "since", Read("UrgencyRecorded VacancyCancelled RecruitmentConcluded"),
            LegalEffect.AcceptancePossible, LastDayCounts: false)
        {
            AlsoStartedBy = [.. Read("VacancyPublished NoticeImported NoticeUpdated").Select(fact => (fact, "onCommonSpaceSince"))],
        },
        new("implicit-refusal", "application", Read("ApplicationFiled"), "filedAt", [.. Read("StageChanged[to=Selected] OutcomeTold"), .. Read("ApplicationWithdrawn")], LegalEffect.DeemedRefused),
        new("proposal-answer", "application", Read("ProposalSent"), null, [.. Read("StageChanged[to=Finalising] ProposalDiscussed"), .. Outcomes], LegalEffect.AnswerOverdue),
        new("origin-silence", "application", Read("WaitEnded[element=ask-release,how=Completed]"), null, [.. Read("EngagementSecured"), .. Outcomes], LegalEffect.ReleaseDeemedGranted),
        new("budget-visa", "application", Read("TaskOpened[element=visa]"), null, [.. Read("WaitEnded[element=visa,how=Completed]"), .. Outcomes], LegalEffect.VisaDeemedGranted),
    ];

    private static IReadOnlyList<Pattern> Read(string patterns) => Pattern.List(patterns)!;
}
