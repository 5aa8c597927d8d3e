using Jalon.Grains.Vacancies;
using Jalon.Web.Components;

namespace Jalon.Web.Reading;

/// <summary>The openings of a vacancy as boxes.</summary>
public static class OpeningBoxes
{
    public static Openings Of(Vacancy vacancy)
    {
        int Count(OpeningStatus status) => vacancy.Openings.Count(opening => opening.Status == status);
        return new Openings(Count(OpeningStatus.Free), Count(OpeningStatus.Held), Count(OpeningStatus.Engaged), Count(OpeningStatus.Taken));
    }
}
