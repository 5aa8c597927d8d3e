using Jalon.Web.Import;

namespace Jalon.Web.Tests.Import;

public class NamingOrganisations
{
    [Fact]
    public void Case_accents_spaces_and_apostrophes_do_not_make_another_organisation() =>
        Assert.Equal(
            OrganisationKey.Tree(["Ministère de l'Équipement"], "Service  de L’Œuvre", "75").Select(node => node.Id),
            OrganisationKey.Tree(["MINISTERE DE L’EQUIPEMENT"], "SERVICE DE L'OEUVRE", "92").Select(node => node.Id));

    [Fact]
    public void Each_node_hangs_under_the_one_before()
    {
        var tree = OrganisationKey.Tree(["Ministère Alpha", "Direction Bêta", "Direction Bêta"], "Service Gamma", null);
        Assert.Equal(["Ministère Alpha", "Direction Bêta", "Service Gamma"], tree.Select(node => node.Name));
        Assert.Equal([null, tree[0].Id, tree[1].Id], tree.Select(node => node.ParentId));
    }

    [Fact]
    public void Two_communes_of_the_same_name_are_two_organisations() =>
        Assert.NotEqual(OrganisationKey.Tree(["Communes"], "Mairie de Saint-Exemple", "93")[^1].Id, OrganisationKey.Tree(["Communes"], "Mairie de Saint-Exemple", "34")[^1].Id);

    [Fact]
    public void The_versant_is_not_an_organisation() =>
        Assert.Equal(["Mairie Delta"], OrganisationKey.Tree(["Fonction Publique Territoriale", "Mairie Delta"], null, null).Select(node => node.Name));
}
