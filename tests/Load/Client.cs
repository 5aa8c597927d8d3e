using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;

namespace Jalon.Load;

/// <summary>Does what the stage of an application allows, back and forth: moves, acceptances, and giving them back.</summary>
internal sealed class Client(Engine engine, Guid[] applications, int number)
{
    private readonly Random random = new(number);

    public async Task WorkAsync()
    {
        while (true)
        {
            var id = applications[random.Next(applications.Length)];
            if (await engine.Silo.ReadAsync<JobApplication>(id) is not { State: var state }) continue;
            var envelope = new Envelope(id, Next(state), Guid.CreateVersion7(), new Actor(applications[0]));
            try
            {
                if (await engine.ActAsync(envelope, CancellationToken.None) is Done { Last: not null } done) Say(envelope, done);
            }
            catch (DatabaseAwayException)
            {
                await Task.Delay(10);
            }
        }
    }

    private Command Next(JobApplication state) => state.Stage switch
    {
        Stage.Admissible => new Move(Stage.Preselected),
        Stage.Preselected => new Move(Stage.Admissible, "À revoir"),
        Stage.Interview when random.Next(4) > 0 => new AskAcceptance(),
        Stage.Selected when random.Next(2) > 0 => new Move(Stage.Interview, "À revoir"),
        _ => new AddNote("À rappeler lundi"),
    };

    /// <summary>One write, flushed: whoever reads the line knows that the answer had been given.</summary>
    private static void Say(Envelope envelope, Done done)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine($"{envelope.CommandId} {envelope.GrainId} {done.Version}");
            Console.Out.Flush();
        }
    }
}
