using Jalon.Grains;

namespace Jalon.Web.Components;

public enum SpineState { Done, Current, ToCome, Stopped }

/// <summary>One of the eight stages as the page shows it.</summary>
/// <param name="When">« 14 sept. », « depuis le 6 nov. »; null when not known or not yet.</param>
public sealed record SpineStage(Stage Stage, string Label, SpineState State, string? When, string Icon)
{
    /// <summary>What the shape says, for who does not see it.</summary>
    public string Spoken => State switch
    {
        SpineState.Done => "étape franchie",
        SpineState.Current => "étape en cours",
        SpineState.Stopped => "arrêtée ici",
        _ => "à venir",
    };
}

/// <summary>The eight stages of a candidacy, and where it stands.</summary>
public sealed record Spine(IReadOnlyList<SpineStage> Stages)
{
    /// <param name="when">The words under a stage, null for none.</param>
    /// <param name="ended">How it ended, when it is over: the current stage then carries that sign.</param>
    /// <param name="label">The organisation's own word for a stage, else the common one.</param>
    public static Spine At(Stage current, Func<Stage, string?> when, OutcomeSign? ended = null, Func<Stage, string?>? label = null) => new(
    [
        .. Enum.GetValues<Stage>().Select(stage =>
        {
            var state = StateOf(stage, current, ended);
            return new SpineStage(stage, label?.Invoke(stage) ?? stage.Label(), state, when(stage), IconOf(state, ended));
        }),
    ]);

    private static SpineState StateOf(Stage stage, Stage current, OutcomeSign? ended) =>
        stage > current ? SpineState.ToCome
        : stage < current || ended == OutcomeSign.InPost ? SpineState.Done
        : ended is null ? SpineState.Current : SpineState.Stopped;

    private static string IconOf(SpineState state, OutcomeSign? ended) => state switch
    {
        SpineState.Done => "spine-done",
        SpineState.Current => "spine-current",
        SpineState.Stopped => new OutcomeMark(ended!.Value).Icon,
        _ => "spine-to-come",
    };
}
