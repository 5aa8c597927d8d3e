using Jalon.Web.Host;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddJalonPages();
var app = builder.Build();
app.UseJalonPages();
app.Run();
