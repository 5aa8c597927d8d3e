using System.Xml.Linq;

using Dapper;
using Jalon.Silo;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Jalon.Web.SignIn;

/// <summary>
/// Where the keys of cookies and forms live: in the database, beside what they give access to. A data folder would do for one process only; here a restart keeps
/// the sessions, several processes share them, and a backup holds all there is to know.
/// </summary>
public sealed class DatabaseKeys(Engine engine) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = engine.Database.OpenConnection();
        return [.. connection.Query<string>("select data from jalon.web_key order by at, name").Select(text => XElement.Parse(text))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = engine.Database.OpenConnection();
        connection.Execute("insert into jalon.web_key (name, data) values (@friendlyName, @data) on conflict (name) do update set data = excluded.data",
            new { friendlyName, data = element.ToString(SaveOptions.DisableFormatting) });
    }
}
