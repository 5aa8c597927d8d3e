using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo.Tests.Hosting;
using Jalon.Silo.Tests.Routing;
using Jalon.Tests;
using Jalon.Workflows.Running;

namespace Jalon.Silo.Tests.Instances;

/// <summary>Procedures on real cases: begun and moved by the feed, their commands sent, their tasks in the list.</summary>
public sealed class RunningProcedures(TestCluster cluster) : RoutingFixture(cluster)
{
    /// <summary>Open tasks of a case, in alphabetical order.</summary>
    private Task<string> TasksAsync(Guid id) =>
        Office.Engine.Database.ScalarAsync<string>($"select coalesce(string_agg(element || '#' || visit, ' ' order by element, visit, item), '') from jalon.task where case_id = '{id}' and ended_at is null");

    private Task<Guid> InstanceAsync(Guid id, string procedure) =>
        Office.Engine.Database.ScalarAsync<Guid>($"select id from jalon.workflow_instance where case_id = '{id}' and procedure = '{procedure}' and ended is null");

    [Fact]
    public async Task A_candidacy_filed_begins_its_procedure_which_says_so_to_the_person_and_opens_the_first_task()
    {
        var id = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.SettleAsync();
        Assert.Equal("admissibility#1", await TasksAsync(id));
        Assert.Equal(1, await Office.CountAsync($"jalon.fact where grain_id = '{id}' and type = 'PersonInformed'"));
        await Office.Engine.Database.ExecuteAsync("update jalon.subscription set epoch = 0, xid = '0', position = 0");
        await Office.TakeOverAsync();
        Assert.Equal((1, "admissibility#1"), (await Office.CountAsync($"jalon.fact where grain_id = '{id}' and type = 'PersonInformed'"), await TasksAsync(id)));
    }

    [Fact]
    public async Task Moving_the_card_does_the_task_and_the_next_one_has_the_date_of_the_case()
    {
        var id = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.SettleAsync();
        await Office.DoAsync(id, new Move(Stage.Admissible));
        await Office.SettleAsync();
        Assert.Equal("preselection#1", await TasksAsync(id));
        var due = Assert.Single((await Office.ApplicationAsync(id)).Steps).Due;
        Assert.Equal(due!.Value.UtcDateTime, await Office.Engine.Database.ScalarAsync<DateTime>($"select due from jalon.task where case_id = '{id}' and ended_at is null"));
        Assert.Equal("Completed", await Office.Engine.Database.ScalarAsync<string>($"select how from jalon.task where case_id = '{id}' and element = 'admissibility'"));
    }

    [Fact]
    public async Task A_click_finds_its_own_task_gone()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var id = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.SettleAsync();
        var running = Office.Engine.RunAsync(stop.Token);
        Assert.IsType<Done>(await Office.ActAsync(id, new Move(Stage.Admissible)));
        Assert.Equal("preselection#1", await TasksAsync(id));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task The_interviews_are_a_procedure_of_their_own_which_hears_what_came_before_it_was_there()
    {
        var id = await Office.HeardAsync(await Office.ApplyAsync(await Office.PublishAsync()));
        await Office.SettleAsync();
        Assert.Equal("grid#1", await TasksAsync(id));
        var interview = await InstanceAsync(id, "interview");
        await Office.DoAsync(interview, new FinishTask("grid", 1));
        await Office.DoAsync(interview, new FinishTask("slot", 1));
        await Office.SettleAsync();
        Assert.Equal("choice#1", await TasksAsync(id));
    }

    [Fact]
    public async Task A_refusal_taken_back_in_its_minute_goes_on_and_later_starts_again_where_the_case_stands()
    {
        var id = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.SettleAsync();
        await Office.DoAsync(id, new Move(Stage.Admissible));
        await Office.DoAsync(id, new Reject(RejectionReason.Profile, true, "Autre profil."));
        await Office.SettleAsync();
        var first = await InstanceAsync(id, "selection");
        Office.Clock.Now += TimeSpan.FromSeconds(20);
        await Office.DoAsync(id, new UndoRejection());
        await Office.SettleAsync();
        Assert.Equal((first, "preselection#1"), (await InstanceAsync(id, "selection"), await TasksAsync(id)));
        await Office.DoAsync(id, new Reject(RejectionReason.Profile, true, "Autre profil."));
        await Office.SettleAsync();
        Office.Clock.Now += TimeSpan.FromSeconds(61);
        await Office.FireAsync();
        Assert.Equal("", await TasksAsync(id));
        await Office.DoAsync(id, new UndoRejection());
        await Office.SettleAsync();
        Assert.NotEqual(first, await InstanceAsync(id, "selection"));
        Assert.Equal("preselection#1", await TasksAsync(id));
        Assert.Equal(1, await Office.CountAsync($"jalon.fact where grain_id = '{id}' and type = 'PersonInformed'"));
    }

    [Fact]
    public async Task A_case_with_a_past_is_taken_up_where_it_stands_and_nobody_is_told_of_the_past()
    {
        var (vacancy, person) = (await Office.PublishAsync(), await Office.RegisterAsync());
        var id = DerivedId.Application(vacancy, person);
        foreach (var past in new Command[] { new Apply(vacancy, person, Office.Alpha, CandidateStatus.CivilServant, Channel.CommonSpace), new Move(Stage.Admissible) })
            Assert.IsType<Done>(await Office.Engine.Silo.SendAsync(Office.Of(id, past) with { Origin = Origin.Import }, Ct));
        await Office.SettleAsync();
        Assert.Equal("", await TasksAsync(id));
        await Office.Engine.TakeUpAsync(new Occasion(Origin.Import, null), Ct);
        await Office.Engine.TakeUpAsync(new Occasion(Origin.Import, null), Ct);
        Assert.Equal("preselection#1", await TasksAsync(id));
        Assert.Equal(0, await Office.CountAsync($"jalon.fact where type = 'PersonInformed'"));
        await Office.DoAsync(id, new Move(Stage.Preselected));
        await Office.SettleAsync();
        Assert.Equal("convocation#1", await TasksAsync(id));
    }

    [Fact]
    public async Task A_case_filed_just_before_the_first_start_is_left_to_its_own_fact_which_begins_it_from_its_start()
    {
        await Office.Engine.Database.ExecuteAsync("update jalon.taking_up set asked = asked + 1");
        var id = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.Engine.TakeUpAsync(new Occasion(Origin.Import, null), Ct);
        Assert.Equal("", await TasksAsync(id));
        await Office.SettleAsync();
        Assert.Equal((1, "admissibility#1"), (await Office.CountAsync($"jalon.fact where grain_id = '{id}' and type = 'PersonInformed'"), await TasksAsync(id)));
    }

    [Fact]
    public async Task A_step_of_the_procedure_is_opened_and_closed_on_the_case()
    {
        var id = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.FinaliseAsync(await Office.HeardAsync(id));
        await Office.SettleAsync();
        Assert.Contains("ethics", (await Office.ApplicationAsync(id)).Steps.Select(step => step.Name));
        var instance = await InstanceAsync(id, "finalisation");
        await Office.DoAsync(instance, new FinishTask("ethics", 1, Answer: "clear"));
        await Office.SettleAsync();
        Assert.DoesNotContain("ethics", (await Office.ApplicationAsync(id)).Steps.Select(step => step.Name));
    }

    [Fact]
    public async Task A_task_is_handed_over_put_off_and_commented_by_facts_without_a_word_of_what_was_written()
    {
        var id = await Office.ApplyAsync(await Office.PublishAsync());
        await Office.SettleAsync();
        var instance = await InstanceAsync(id, "selection");
        await Office.DoAsync(instance, new DelegateTask("admissibility", 1, null, Office.Sami));
        await Office.DoAsync(instance, new SnoozeTask("admissibility", 1, null, new(2026, 12, 10), "Pièce attendue."));
        await Office.DoAsync(instance, new CommentTask("admissibility", 1, null, "Diplôme étranger."));
        Assert.Equal("snooze_past", await Office.RefusedAsync(instance, new SnoozeTask("admissibility", 1, null, new(2026, 12, 7), "Congés")));
        Assert.Equal(1, await Office.CountAsync($"jalon.task where case_id = '{id}' and delegate_id = '{Office.Sami}' and snoozed_until = '2026-12-10'"));
        Assert.Equal(2, await Office.CountAsync($"jalon.note where about = '{id}'"));
        Assert.Equal(0, await Office.CountAsync("jalon.fact where data::text like '%étranger%' or data::text like '%attendue%'"));
        await Office.DoAsync(id, new Move(Stage.Admissible));
        await Office.SettleAsync();
        Assert.Equal("instance_over task_over", $"instance_over {await Office.RefusedAsync(instance, new CommentTask("admissibility", 1, null, "Trop tard."))}");
    }
}
