using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Demonstration;

/// <summary>The whole life of a post: its notice, the people who apply, those who are heard, those who are chosen, its end.</summary>
internal sealed class PostStory(Script script, Crowd crowd, Post post)
{
    private readonly Dice dice = new("story", post.Number);

    private readonly List<CandidacyStory> all = [];

    /// <summary>Days on which a place of this post was reserved, given or given back: one such thing a day.</summary>
    private readonly HashSet<DateOnly> reserved = [];

    /// <summary>The day the post ended without being filled, so that another notice may take the need up again.</summary>
    public DateOnly? EndedUnfilled { get; private set; }

    public void Write()
    {
        var notice = new NoticeStory(script, post).Write();
        Gather(notice);
        Shadow(notice);
        var finding = Unfruitful(notice);
        var kept = all.Where(one => !one.Over && !one.IsPreselected && (finding is not null || !one.Waits) && one.Filed <= notice.Until).ToList();
        var heard = Sort(kept, finding);
        var from = notice.AcceptFrom.Or(all.Where(one => !one.Waits || finding is not null).Select(one => one.Reached).DefaultIfEmpty(notice.Until).Max().Later(1));
        var hiring = new Hiring(crowd, post, reserved);
        var chosen = post.Ending switch { Ending.Filled => post.Openings, Ending.PartlyFilled => Math.Max(1, post.Openings / 2), _ => 0 };
        var last = hiring.Write([.. heard.OrderBy(one => one.Reached)], chosen, from);
        SetAside(heard, from);
        End(notice, last.Or(all.Select(one => one.Reached).DefaultIfEmpty(notice.Until).Max()), hiring.Filled);
        foreach (var one in all.Where(one => one.Over)) crowd.Tried(one.Person, one.Reached);
    }

    /// <summary>Most people apply in the last third; a few come after the deadline, a few change their mind, one or two come back.</summary>
    private void Gather(Notice notice)
    {
        var window = notice.Until.DayNumber - notice.Published.DayNumber;
        var count = dice.Around(post.Profession.Applicants * (post.Openings + 3) * 9 / 40);
        var servants = post.House.Ministry == Cast.Gamma ? 0.8 : 0.6;
        for (var i = 0; i < count; i++)
        {
            var late = dice.Chance(0.025);
            var spread = 1 - (dice.Share() * dice.Share());
            var day = late ? notice.Until.AddDays(dice.Between(1, 4)) : notice.Published.AddDays(1 + (int)(spread * (window - 1)));
            if (notice.IsShut(day)) day = day.AddDays(3);
            var one = new CandidacyStory(script, post, crowd.Somebody(day, servants), day, dice);
            if (all.Any(other => other.Id == one.Id)) continue;
            all.Add(one);
            one.File();
            if (late) one.DecideLate(!one.Waits && dice.Chance(0.4));
            else if (dice.Chance(0.05)) Leave(one, notice);
        }
    }

    private void Leave(CandidacyStory one, Notice notice)
    {
        one.Withdraw(dice.Between(1, 3), dice.Pick<WithdrawalReason>([WithdrawalReason.OtherPost, WithdrawalReason.Place, WithdrawalReason.Pay, WithdrawalReason.NotSaid, WithdrawalReason.Personal]));
        if (dice.Chance(0.25) && one.Reached.Later(3) < notice.Until && !notice.IsShut(one.Reached.Later(2))) one.FileAgain();
    }

    /// <summary>No civil servant fits: it is recorded, and contract agents are examined from the next day.</summary>
    private DateOnly? Unfruitful(Notice notice)
    {
        if (!post.NeedsFinding || all.Count(one => one is { Waits: true, Over: false }) < 3 || dice.Chance(0.35)) return null;
        var day = Reserve(notice.Until.Later(3));
        script.Add(day, post.Id, new RecordFinding("Aucune candidature titulaire ne répond au besoin."), post.Lead.Id, Moment.Evening);
        return day;
    }

    /// <summary>Admissible or not, preselected or not; those who are heard are answered with.</summary>
    private List<CandidacyStory> Sort(List<CandidacyStory> kept, DateOnly? finding)
    {
        var heard = new List<CandidacyStory>();
        var wanted = post.Openings + (post.Ending == Ending.Unfilled ? 1 : 2);
        foreach (var one in kept.OrderByDescending(one => one.Filed))
        {
            var from = one.Waits ? finding!.Value.Later(1) : one.Reached;
            var examinable = finding is null || one.Waits;
            if (heard.Count >= wanted || !examinable || one.Person.Busy || !dice.Chance(0.6))
            {
                Drop(one, from);
                continue;
            }

            one.Admit(from);
            one.Preselect();
            heard.Add(one);
        }

        if (heard.Count == 0) return heard;
        var interviews = heard.Max(one => one.Reached).Later(Durations.Convocation(dice));
        foreach (var one in heard) one.Hear(interviews.Later(dice.Between(0, 2)));
        return heard;
    }

    private void Drop(CandidacyStory one, DateOnly from)
    {
        if (dice.Chance(0.15))
        {
            one.Step(from.Later(Durations.Admissibility(dice)), new InformPerson(Information.News));
            one.Reject(1, RejectionReason.Admissibility);
            return;
        }

        one.Admit(from);
        if (dice.Chance(0.02)) one.RejectByMistake();
        if (dice.Chance(0.08)) one.Preselect();
        if (dice.Chance(0.04)) one.Withdraw(2, WithdrawalReason.Content);
        else one.Reject(Durations.Preselection(dice), bulk: dice.Chance(0.6) && !one.IsPreselected);
    }

    /// <summary>Heard and not chosen: told so within days; on some posts one remains as a second choice until the end.</summary>
    private void SetAside(List<CandidacyStory> heard, DateOnly from)
    {
        var spare = post.Ending is Ending.Unfilled || dice.Chance(0.5) ? 0 : 1;
        foreach (var one in heard.Where(one => !one.Over && !one.IsChosen))
        {
            if (spare-- > 0) continue;
            one.Step(from, new InformPerson(Information.News));
            one.Reject(dice.Between(1, 3), RejectionReason.AnotherChosen);
        }
    }

    /// <summary>Somebody who is about to engage elsewhere applies here too, and is not known to have left until they are at work.</summary>
    private void Shadow(Notice notice)
    {
        var filed = notice.Published.AddDays(dice.Between(2, 20));
        if (post.NeedsFinding || crowd.SoonBound(filed, filed.Later(24)) is not { } elsewhere) return;
        var one = new CandidacyStory(script, post, elsewhere.Person, filed, dice);
        if (all.Any(other => other.Id == one.Id)) return;
        one.File();
        one.Admit(filed);
        one.Preselect();
        all.Add(one);
        reserved.UnionWith([elsewhere.Engaged, elsewhere.Confirmed]);
    }

    /// <summary>Concluded when not every place was taken, or cancelled on the way.</summary>
    private void End(Notice notice, DateOnly last, DateOnly? filled)
    {
        if (post.Ending == Ending.Cancelled)
        {
            Cancel(notice);
        }
        else if (filled is null)
        {
            EndedUnfilled = Reserve(last.Or(notice.Until.AddDays(1)).Later(dice.Between(2, 6)));
            script.Add(EndedUnfilled.Value, post.Id, new Conclude(), post.Recruiter.Id, Moment.Evening);
            TellTheOthers(EndedUnfilled.Value);
        }
        else
        {
            TellTheOthers(filled.Value);
        }
    }

    private void Cancel(Notice notice)
    {
        var day = dice.Between(1, 5) switch
        {
            1 => post.Drafted.Later(2),
            2 => post.Drafted.Later(Durations.Need(dice) + 3),
            3 => notice.Published.Later(dice.Between(3, 14)),
            _ => notice.Until.Later(dice.Between(2, 8)),
        };
        day = Reserve(day);
        script.Cut(new HashSet<Guid>([post.Id, .. all.Select(one => one.Id)]), day);
        script.Add(day, post.Id, new Cancel("Le besoin a changé : le service est rattaché à un autre projet."), post.Lead.Id, Moment.Evening);
        foreach (var one in all.Where(one => one.Filed <= day && !(one.Over && one.Reached <= day))) one.Tell(day.Later(2));
    }

    private void TellTheOthers(DateOnly ended)
    {
        foreach (var one in all.Where(one => one is { Over: false, IsChosen: false } && one.Filed < ended)) one.Tell(ended.Later(1));
    }

    /// <summary>The first day on which nothing else is reserved, and nobody applies: what ends for all must not cross who just comes.</summary>
    private DateOnly Reserve(DateOnly day)
    {
        while (all.Any(one => one.Filed == day) || !reserved.Add(day)) day = day.Later(1);
        return day;
    }
}
