using Jalon.Silo;

namespace Jalon.Silo.Tests;

/// <summary>Rows asked for one by one and read by one question.</summary>
public sealed class ReadingTogether
{
    private static readonly Guid Nobody = Guid.CreateVersion7();

    private readonly List<Guid[]> questions = [];
    private readonly SemaphoreSlim answers = new(0);
    private readonly ReadTogether<string> rows;
    private bool broken;

    public ReadingTogether() => rows = new(async ids =>
    {
        lock (questions) questions.Add(ids);
        await answers.WaitAsync();
        if (broken) throw new InvalidOperationException("out of order");
        return ids.Where(id => id != Nobody).ToDictionary(id => id, id => $"{id}");
    });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<string?> Ask(Guid id) => rows.ReadAsync(id, Ct);

    [Fact]
    public async Task Who_asks_while_a_question_is_under_way_goes_with_the_next()
    {
        var (first, second, third) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var (alone, other, again, none) = (Ask(first), Ask(second), Ask(second), Ask(Nobody));
        var late = Ask(first);
        answers.Release();
        Assert.Equal($"{first}", await alone);
        Assert.False(late.IsCompleted, "what was read before it was asked for answers nobody");
        answers.Release();
        IEnumerable<string?> told = await Task.WhenAll(other, again, none, late);
        Assert.Equal(new List<string?> { $"{second}", $"{second}", null, $"{first}" }, told);
        var last = Ask(third);
        answers.Release();
        Assert.Equal($"{third}", await last);
        Assert.Equal([[first], [second, Nobody, first], [third]], questions);
    }

    [Fact]
    public async Task A_question_that_fails_fails_those_who_asked_it_and_not_the_next()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        broken = true;
        var failing = Ask(first);
        answers.Release();
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        broken = false;
        var next = Ask(second);
        answers.Release();
        Assert.Equal($"{second}", await next);
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_the_others_their_answer()
    {
        var id = Guid.CreateVersion7();
        using var stop = new CancellationTokenSource();
        var (gone, stays) = (rows.ReadAsync(id, stop.Token), Ask(id));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        answers.Release(2);
        Assert.Equal($"{id}", await stays);
    }
}
