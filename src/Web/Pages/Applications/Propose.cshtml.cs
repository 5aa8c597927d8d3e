using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Drafting;
using Jalon.Web.Host;
using Jalon.Web.Messages;
using Jalon.Web.Own;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Applications;

/// <summary>Writing the proposal made to a person: what it means for the budget controller is said before it is sent, and each version stays.</summary>
public sealed class ProposeModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public CaseReading Reading { get; private set; } = null!;

    public JobApplication State => Reading.Seen.State;

    public string? Post { get; private set; }

    public IReadOnlyList<(string Title, IReadOnlyList<object> Fields)> Sections { get; private set; } = [];

    public VisaVerdict Verdict { get; private set; } = null!;

    public IReadOnlyList<ProposalVersion> Versions { get; private set; } = [];

    /// <summary>Why no proposal can be sent now; null when one can.</summary>
    public Refusal? NotNow { get; private set; }

    public Unmet? Unmet { get; private set; }

    public string Back => $"/candidatures/{Id}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? geste, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, ProposalForm.Key);
        var command = ProposalForm.Read(typed);
        Unmet = geste == "comparer" ? new Unmet(ProposalForm.Key, Request.Form, []) : typed.Problems.Count > 0 ? null : await MailDraft.PrepareAsync(this, engine, Reading, ProposalForm.Key, typed, command);
        Unmet ??= await this.SendAsync(engine, ProposalForm.Key, Id, command, typed.Problems);
        if (Unmet is null)
        {
            this.Say($"La proposition est envoyée{French.Nbsp}: la réponse est attendue de la personne.");
            return Redirect(Back);
        }

        if (await EnterAsync(ct) is { } gone) return gone;
        await ShowAsync(ct);
        Response.StatusCode = geste == "comparer" ? StatusCodes.Status200OK : Unmet.Status;
        return Page();
    }

    /// <summary>A field with what was typed and what is wrong with it.</summary>
    public object Field(object field) => new ShownDeed(new Deed(ProposalForm.Key, "", "", Act.MakeProposal, new Submit(), _ => new Submit(), ""), "", Unmet).Field(field);

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), Id, ct) is not { } reading) return NotFound();
        Reading = reading;
        return this.Barred(Grants.Of(reading.Who, Act.MakeProposal, reading.Seen.Subject));
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var vacancy = (await engine.Silo.ReadAsync<Vacancy>(State.VacancyId, ct))?.State;
        Post = vacancy?.Title;
        Versions = await ProposalVersion.OfAsync(engine, Id, ct);
        var (grid, last) = (engine.Rules.Current.PayGrid(Reading.Today), Versions is [var newest, ..] ? newest : null);
        Sections = ProposalForm.Sections(State, grid, last, vacancy?.Profession);
        if (Unmet is not null && MailDraft.IsShown(Unmet, ProposalForm.Key)) Sections = [.. Sections, ("Message à la personne", MailDraft.Fields)];
        var typed = Unmet is null ? null : ProposalForm.Read(new Typed(Unmet.Values, ProposalForm.Key));
        Verdict = await VisaVerdict.OfAsync(engine, typed ?? new SendProposal(State.Proposal?.WayIn ?? last?.Fact.WayIn ?? (State.Status == CandidateStatus.CivilServant ? WayIn.Transfer : WayIn.OpenEnded), Reading.Today, Pay: last?.Terms.Pay), State.OrganisationId, ct);
        var judge = await Reading.JudgeAsync(engine, ct);
        NotNow = judge(new SendProposal(WayIn.Transfer, Reading.Today.AddDays(30))) is Refused refused ? refused.Why : null;
    }
}
