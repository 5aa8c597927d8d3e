namespace Jalon.Web.Components;

/// <summary>How a candidacy ended, as a sign and a word.</summary>
public enum OutcomeSign { InPost, Rejected, Withdrawn, HiredElsewhere, PostEnded }

public sealed record OutcomeMark(OutcomeSign Sign)
{
    public string Word => Sign switch
    {
        OutcomeSign.InPost => "En poste",
        OutcomeSign.Rejected => "Non retenue",
        OutcomeSign.Withdrawn => "Retirée",
        OutcomeSign.HiredElsewhere => "Engagée ailleurs",
        _ => "Poste clos",
    };

    public string Icon => Sign switch
    {
        OutcomeSign.InPost => "tick",
        OutcomeSign.Rejected => "cross",
        OutcomeSign.Withdrawn => "arrow-left",
        OutcomeSign.HiredElsewhere => "arrow-up-right",
        _ => "barred-box",
    };

    public string Class => Sign switch
    {
        OutcomeSign.InPost => "j-outcome j-outcome--done",
        OutcomeSign.Rejected => "j-outcome j-outcome--refused",
        _ => "j-outcome",
    };
}
