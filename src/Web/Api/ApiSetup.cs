namespace Jalon.Web.Api;

/// <summary>The API, version 1: its services and its addresses.</summary>
public static class ApiSetup
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddJalonApi(this IServiceCollection services)
    {
        services.AddDescription();
        return services;
    }

    /// <summary>Comes after routing, so that the gate also stands before what no endpoint answers.</summary>
    public static WebApplication MapJalonApi(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/api"), api => api.UseMiddleware<ApiGate>());
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        // Tokens are checked by the gate: whatever signs people in for the pages has nothing to say here.
        var api = app.MapGroup(Root).AllowAnonymous();
        OrganisationsApi.Map(api.MapGroup("/organisations").WithTags("Organisations"));
        VacanciesApi.Map(api.MapGroup("/vacancies").WithTags("Postes"));
        CandidatesApi.Map(api.MapGroup("/candidates").WithTags("Candidats et candidates"));
        ApplicationsApi.Map(api.MapGroup("/applications").WithTags("Candidatures"));
        PathsApi.Map(api.MapGroup("/paths").WithTags("Parcours de reconversion"));
        TasksApi.Map(api.MapGroup("/tasks").WithTags("Tâches"));
        InstancesApi.Map(api.MapGroup("/instances").WithTags("Procédures"));
        BoardApi.Map(api.MapGroup("/vacancies").WithTags("Tableau"));
        TimelineApi.Map(api.MapGroup("/applications").WithTags("Candidatures"));
        SearchApi.Map(api.MapGroup("/search").WithTags("Recherche"));
        FactsApi.Map(api.MapGroup("/facts").WithTags("Faits"));
        ReferencesApi.Map(api.MapGroup("/references").WithTags("Référentiels"));
        return app;
    }
}
