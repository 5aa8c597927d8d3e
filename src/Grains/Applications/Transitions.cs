namespace Jalon.Grains.Applications;

/// <summary>How a candidacy goes forward, in one table; what is final is derived from it.</summary>
public static class Transitions
{
    /// <summary>What brings a case to the next stage.</summary>
    public enum By { Move, Acceptance, Engagement, Arrival }

    private static readonly Dictionary<Stage, (Stage To, By How)> Forward = new()
    {
        [Stage.Received] = (Stage.Admissible, By.Move),
        [Stage.Admissible] = (Stage.Preselected, By.Move),
        [Stage.Preselected] = (Stage.Interview, By.Move),
        [Stage.Interview] = (Stage.Selected, By.Acceptance),
        [Stage.Selected] = (Stage.Finalising, By.Engagement),
        [Stage.Finalising] = (Stage.Confirmed, By.Move),
        [Stage.Confirmed] = (Stage.InPost, By.Arrival),
    };

    public static bool IsFinal(Stage stage) => !Forward.ContainsKey(stage);

    /// <summary>The next stage, null after the last.</summary>
    public static Stage? Next(Stage stage) => Forward.TryGetValue(stage, out var next) ? next.To : null;

    /// <summary>How the stage after this one is reached.</summary>
    public static By? HowForward(Stage stage) => Forward.TryGetValue(stage, out var next) ? next.How : null;

    /// <summary>Back to any earlier stage, but never onto a place that was given back: from Selected on, to Interview at the latest.</summary>
    public static bool LeadsBack(Stage from, Stage to) => !IsFinal(from) && to < from && to <= Stage.Interview;
}
