using System.Collections.Frozen;

using Jalon.Grains;
using Jalon.Grains.Applications;
using static Jalon.Web.Import.FilingColumns;

namespace Jalon.Web.Import;

/// <summary>Makes an application of a row of our own file. The meaning of each column is in <see cref="FilingColumns"/>.</summary>
internal static class FilingReading
{
    private static readonly FrozenDictionary<string, Channel> Channels = Enum.GetValues<Channel>().ToFrozenDictionary(channel => OrganisationKey.Of(channel.Label()));

    /// <summary>The application, or the first problem.</summary>
    public static (ParsedFiling? Filing, CellProblem? Problem) Of(Row row)
    {
        var filing = new ParsedFiling(
            row.Needed(Reference), row.Line(FilingColumns.Key), row.Needed(GivenName), row.Needed(FamilyName), row.Line(Email), row.Line(Phone), StatusOf(row), CategoryOf(row),
            row.Line(Corps), row.Line(Grade), row.Moment(FiledAt), SourceOf(row));
        if (filing.Key is null && filing.Email is null)
            row.Fail(FilingColumns.Key, "Indiquez l’identifiant de la personne ou son courriel\u00A0: sans l’un des deux, on ne la reconnaîtrait pas à l’import suivant.");
        if (row.Problem is null)
            foreach (var problem in filing.Registering(Guid.AllBitsSet).Problems()) row.Fail(FilingColumns.Of(problem.Field) ?? Reference, problem.Sentence);
        return row.Problem is { } first ? (null, first) : (filing, null);
    }

    private static CandidateStatus StatusOf(Row row)
    {
        CandidateStatus? status = OrganisationKey.Of(row.Needed(Status)) switch
        {
            "titulaire" or "fonctionnaire" => CandidateStatus.CivilServant,
            "contractuel" or "contractuelle" or "contractuel ou contractuelle" => CandidateStatus.ContractAgent,
            "externe" => CandidateStatus.External,
            _ => null,
        };
        if (status is null) row.Fail(Status, "Le statut de la personne n’est pas reconnu\u00A0: Titulaire, Contractuel, Contractuelle ou Externe.");
        return status ?? default;
    }

    private static Category? CategoryOf(Row row)
    {
        if (row.Line(FilingColumns.Category) is not { } words) return null;
        var category = StateWords.CategoryIn(words);
        if (category is null) row.Fail(FilingColumns.Category, NoticeReading.UnknownCategory);
        return category;
    }

    private static Channel? SourceOf(Row row)
    {
        if (row.Line(Source) is not { } words) return null;
        if (Channels.TryGetValue(OrganisationKey.Of(words), out var channel)) return channel;
        row.Fail(Source, $"Cette source n’est pas reconnue\u00A0: {string.Join(", ", Enum.GetValues<Channel>().Select(known => known.Label()))}.");
        return null;
    }
}
