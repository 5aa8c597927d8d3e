using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo.Feed;

namespace Jalon.Silo.Mail;

/// <summary>What the facts of an interview say to those who come: the times to choose from, then one event that moves and is cancelled under growing sequences (RFC 5546).</summary>
internal sealed class InterviewLetters(Convocations convocations, Rules rules)
{
    public async Task<IReadOnlyList<Message>> OfAsync(FactRecord fact, CaseWords words, CaseAround around, CancellationToken ct)
    {
        if (words.Person is null) return [];
        var (id, assessors) = (fact.GrainId, JobApplicationGrain.Meeting(words.State));
        Task<IReadOnlyList<Message>> Tell(Interview planned, IReadOnlyList<Guid> people, ConvocationChange change, IReadOnlyList<Guid>? to = null) =>
            convocations.MessagesAsync(Of(id, planned, people, around), change, words, ct, to);
        return fact.Fact switch
        {
            InterviewProposed(var planned, _, _) => [await ProposedAsync(fact, words, planned, around, ct)],
            InterviewBooked(var planned, var people, _, _) => await Tell(planned, people, planned.Sequence == 0 ? ConvocationChange.Convened : ConvocationChange.Moved),
            InterviewCancelled({ From: not null } planned, var people, _, _, _) => await Tell(planned, people, ConvocationChange.Cancelled),
            AssessorNamed(var person, _, _) when Coming(words, fact) is { } planned => [.. await Tell(planned, assessors, ConvocationChange.Convened, [person]), .. await Tell(planned, assessors, ConvocationChange.Moved, Others(words, assessors, person))],
            AssessorReplaced(var gone, var with, _) when Coming(words, fact) is { } planned =>
                [.. await Tell(planned, [gone, .. assessors], ConvocationChange.Cancelled, [gone]), .. await Tell(planned, assessors, ConvocationChange.Convened, [with]), .. await Tell(planned, assessors, ConvocationChange.Moved, Others(words, assessors, with))],
            AssessorReleased(var gone, _, _, _) when Coming(words, fact) is { } planned => [.. await Tell(planned, [gone, .. assessors], ConvocationChange.Cancelled, [gone]), .. await Tell(planned, assessors, ConvocationChange.Moved)],
            ConflictDeclared(var gone, _, _) when Coming(words, fact) is { } planned => [.. await Tell(planned, [gone, .. assessors], ConvocationChange.Cancelled, [gone]), .. await Tell(planned, assessors, ConvocationChange.Moved)],
            CaseEnded when Coming(words, fact) is { } planned => Ended(await Tell(planned with { Sequence = planned.Sequence + 1 }, assessors, ConvocationChange.Cancelled), fact),
            _ => [],
        };
    }

    private async Task<Message> ProposedAsync(FactRecord fact, CaseWords words, Interview planned, CaseAround around, CancellationToken ct)
    {
        var text = CaseLetters.SlotsProposed(words, planned, around.Note(planned.PlaceId), await convocations.BookingAsync(fact.GrainId, ct));
        return new Message(FactLetters.Key(Letter.SlotsProposed, fact.GrainId, fact.Version), Letter.SlotsProposed, Recipient.Person(words.State.CandidateId), text) { About = fact.GrainId, Tells = Information.News };
    }

    /// <summary>A refusal can be taken back for a while: until then nobody is told that the interview is off, and the event keeps its sequence for what may follow.</summary>
    private IReadOnlyList<Message> Ended(IReadOnlyList<Message> messages, FactRecord fact)
    {
        var held = fact.Fact is ApplicationRejected ? fact.At.AddSeconds(rules.On(FrenchCalendar.DayOf(fact.At), "undo-window").Amount) : (DateTimeOffset?)null;
        return [.. messages.Select(message => message with { Key = $"{message.Key}/ended-{fact.Version}", HeldUntil = held })];
    }

    /// <summary>The interview that was still to come when the fact happened.</summary>
    private static Interview? Coming(CaseWords words, FactRecord fact) => words.State.Interview is { IsBooked: true } booked && booked.From > fact.At ? booked : null;

    private static IReadOnlyList<Guid> Others(CaseWords words, IReadOnlyList<Guid> assessors, Guid but) => [words.State.CandidateId, .. assessors.Where(one => one != but)];

    private static Convocation Of(Guid id, Interview planned, IReadOnlyList<Guid> people, CaseAround around)
    {
        var place = around.Note(planned.PlaceId) is { } known ? $"{planned.Mode.Label()}, {known}" : planned.Mode.Label();
        return new Convocation(EventId(id, planned.Number), planned.Sequence, id, planned.From!.Value, TimeSpan.FromMinutes(planned.Minutes), place, planned.OrganiserId, people);
    }

    /// <summary>The same event as long as it is the same plan.</summary>
    private static Guid EventId(Guid application, int number) => DerivedId.Of("interview", application, number);
}
