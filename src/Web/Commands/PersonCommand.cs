using Jalon.Grains;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Silo;

namespace Jalon.Web.Commands;

/// <summary>Gives a role in an organisation to a person, who is added where they are not known yet.</summary>
internal static class PersonCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        var email = options.Word("un courriel");
        var role = ReadRole(options.Required("role"));
        await using var session = await Session.OpenAsync(CancellationToken.None);
        var engine = session.Engine;
        var organisation = await OrganisationAsync(engine, options.Required("organisation"), options.Switches.Contains("create"));
        var person = await People.FindAsync(engine.Database, email, CancellationToken.None) ?? await AddAsync(engine, email, options);
        await SendAsync(engine, organisation, new GrantRole(person, role, engine.Clock.GetUtcNow()));
        Console.Out.WriteLine($"C’est fait : {email} a le rôle « {role.Label()} ».");
        return 0;
    }

    private static Role ReadRole(string text) => Enum.TryParse<Role>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) && !int.TryParse(text, out _) && role != Role.Candidate
        ? role
        : throw new UsageException($"« {text} » n’est pas un rôle. Rôles : {string.Join(", ", Enum.GetNames<Role>().Where(name => name != nameof(Role.Candidate)))}.");

    private static async Task<Guid> AddAsync(Engine engine, string email, Options options)
    {
        var names = email.Split('@')[0].Split('.', 2);
        var id = Guid.CreateVersion7();
        await SendAsync(engine, id, new Register(id, options.Values.GetValueOrDefault("given-name") ?? Capital(names[0]),
            options.Values.GetValueOrDefault("family-name") ?? Capital(names[^1]), email, null, CandidateStatus.CivilServant));
        return id;
    }

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>By id, SIRET, or name without case and accents; created at the top of the tree only when asked.</summary>
    private static async Task<Guid> OrganisationAsync(Engine engine, string text, bool create)
    {
        var found = await People.OrganisationsAsync(engine.Database, text, CancellationToken.None);
        if (found.Count == 1) return found[0];
        if (found.Count > 1) throw new UsageException($"Plusieurs organisations s’appellent « {text} » : donnez l’identifiant de l’une d’elles : {string.Join(", ", found)}.");
        if (!create) throw new UsageException($"Aucune organisation ne s’appelle « {text} ». Vérifiez son nom, ou ajoutez --create pour la créer.");
        var id = Guid.CreateVersion7();
        await SendAsync(engine, id, new CreateOrganisation(id, text, null, OrganisationLevel.Ministry));
        return id;
    }

    private static async Task SendAsync(Engine engine, Guid grain, Command command)
    {
        var reply = await engine.Silo.SendAsync(new Envelope(grain, command, Guid.CreateVersion7(), Actor.System));
        if (reply is Invalid invalid) throw new UsageException(string.Join('\n', invalid.Problems.Select(problem => problem.Sentence)));
        if (reply is Declined declined) throw new UsageException(declined.Why.Sentence);
        if (reply is not Done) throw new UsageException("D’autres modifient la même chose en ce moment : relancez la commande.");
    }
}
