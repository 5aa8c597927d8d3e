using Jalon.Grains;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

/// <summary>What an endpoint made of a body: a command to send, or a problem to answer.</summary>
internal readonly record struct Asked(Command? Command, ProblemResult? Problem)
{
    public static implicit operator Asked(Command command) => new(command, null);

    public static implicit operator Asked(ProblemResult problem) => new(null, problem);
}

/// <summary>
/// The writes on one kind of thing: each is a path, an act of the table of rights, and a command. The order is the same for all: key, thing,
/// right, body, command.
/// </summary>
internal sealed class Resource<TState>(RouteGroupBuilder group, Func<Call, Guid, Task<Seen<TState>?>> load) where TState : class
{
    /// <summary>The body is the command.</summary>
    public RouteHandlerBuilder Write<TCommand>(string verb, string path, Act act, string summary) where TCommand : Command =>
        Write<TCommand>(verb, path, act, summary, static (_, _, command) => Task.FromResult<Asked>(command));

    /// <summary>There is no body: the address says it all.</summary>
    public RouteHandlerBuilder Write(string verb, string path, Act act, string summary, Command command) => group.MapMethods($"/{{id:guid}}{path}", [verb], async (Guid id, HttpContext http) =>
    {
        var call = Call.Of(http);
        var (_, problem) = await SeeAsync(call, id, act);
        return problem ?? await call.ActAsync(id, command);
    }).Described<Written>(summary);

    /// <summary>The command follows from the body and from the thing.</summary>
    public RouteHandlerBuilder Write<TBody>(string verb, string path, Act act, string summary, Func<Call, Seen<TState>, TBody, Task<Asked>> command) where TBody : class =>
        Write(verb, path, (_, _) => act, summary, command);

    /// <summary>The act itself follows from the thing: who does it for themself and who does it for others.</summary>
    public RouteHandlerBuilder Write<TBody>(string verb, string path, Func<Call, Seen<TState>, Act> act, string summary, Func<Call, Seen<TState>, TBody, Task<Asked>> command)
        where TBody : class => group.MapMethods($"/{{id:guid}}{path}", [verb], async (Guid id, HttpContext http) =>
    {
        var call = Call.Of(http);
        if (call.TakeKey() is { } keyless) return keyless;
        if (await load(call, id) is not { } seen) return Problems.NotFound;
        if (call.Refuse(act(call, seen), seen.Subject) is { } no) return no;
        var (body, unreadable) = await call.BodyAsync<TBody>();
        if (unreadable is not null) return unreadable;
        var asked = await command(call, seen, body!);
        return (IResult?)asked.Problem ?? await call.ActAsync(id, asked.Command!, typeof(TBody));
    }).Accepts<TBody>("application/json").Described<Written>(summary);

    /// <summary>Something read, for who may.</summary>
    public RouteHandlerBuilder Read<TView>(string path, Act act, string summary, Func<Call, Seen<TState>, Guid, Task<TView>> view) where TView : class =>
        group.MapGet($"/{{id:guid}}{path}", async (Guid id, HttpContext http) =>
        {
            var call = Call.Of(http);
            if (await load(call, id) is not { } seen) return Problems.NotFound;
            return (IResult?)call.Refuse(act, seen.Subject) ?? Results.Json(await view(call, seen, id), Json.Options);
        }).Described<TView>(summary);

    /// <summary>The thing, for a write its address says more about.</summary>
    public async Task<(Seen<TState>? Seen, ProblemResult? Problem)> SeeAsync(Call call, Guid id, Act act)
    {
        if (call.TakeKey() is { } keyless) return (null, keyless);
        var seen = await load(call, id);
        return (seen, call.Refuse(act, seen?.Subject));
    }
}

internal static class Creation
{
    /// <summary>What brings something new: the body says where, and the right depends on it.</summary>
    public static RouteHandlerBuilder Creates<TBody>(this RouteGroupBuilder group, string summary, Func<Call, TBody, Task<IResult>> create) where TBody : class =>
        group.MapPost("", async (HttpContext http) =>
        {
            var call = Call.Of(http);
            if (call.TakeKey() is { } keyless) return keyless;
            var (body, unreadable) = await call.BodyAsync<TBody>();
            return unreadable ?? await create(call, body!);
        }).Accepts<TBody>("application/json").Described<Written>(summary, 201);
}
