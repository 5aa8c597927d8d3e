using Jalon.Grains;

namespace Jalon.Silo.Histories;

/// <summary>One thing somebody did in the past, to be played on the grains as it was then.</summary>
/// <param name="CommandId">Derived from what the deed is: played again, it changes nothing.</param>
public sealed record Deed(DateTimeOffset At, GrainKind Kind, Guid GrainId, Command Command, Guid By, Guid CommandId);

/// <summary>A deed the grains did not take.</summary>
public sealed record RefusedDeed(Deed Deed, Reply Why);

/// <summary>A local day of a history, played with all that followed from it.</summary>
/// <param name="Deeds">Played since the beginning.</param>
public sealed record PlayedDay(DateOnly Day, int Deeds);
