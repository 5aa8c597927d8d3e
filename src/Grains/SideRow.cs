using Jalon.Grains.Vacancies;

namespace Jalon.Grains;

/// <summary>A row written in the same commit as the facts that name it: what may have to be erased one day stays out of them.</summary>
public abstract record SideRow;

/// <summary>Identity and contact of a person, replaced as a whole.</summary>
public sealed record PersonRow(Guid Id, string GivenName, string FamilyName, string? Email, string? Phone) : SideRow;

/// <summary>Free text written by a person: a note, an opinion, a reason, a remark.</summary>
/// <param name="About">The grain it is about.</param>
/// <param name="Kind">What it is: <c>reason</c>, <c>remark</c>, <c>opinion</c>, <c>choice</c>, <c>note</c>…</param>
public sealed record NoteRow(Guid Id, Guid About, string Kind, Guid Author, string Text) : SideRow;

/// <summary>The long texts of a vacancy's sheet, one row per revision.</summary>
public sealed record SheetRow(Guid VacancyId, int Revision, string Json) : SideRow;

/// <summary>A file already stored for a person joins their candidacy, and takes the place of the one it had for the same paper.</summary>
/// <param name="Id">The stored file.</param>
/// <param name="About">The candidacy it joins.</param>
/// <param name="PersonId">Whose paper it is: nobody else's file can join.</param>
public sealed record DocumentRow(Guid Id, Guid About, Guid PersonId, DocumentType Type) : SideRow;

/// <summary>The hour that the assessors of a candidacy keep for its interview, in the place of any it had; none where nobody is named.</summary>
/// <param name="About">The candidacy.</param>
public sealed record InterviewHoldRow(Guid About, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Guid> Assessors) : SideRow;

/// <summary>Somebody is asked to assess a candidacy.</summary>
public sealed record AssessmentRow(Guid About, Guid PersonId) : SideRow;

/// <summary>A role a person holds in an organisation, from an instant until another. Same id = replaced.</summary>
public sealed record RoleRow(Guid Id, Guid PersonId, Guid OrganisationId, Role Role, DateTimeOffset From, DateTimeOffset? Until, Guid? SubstituteId,
    DateTimeOffset? SubstituteFrom, DateTimeOffset? SubstituteUntil) : SideRow;
