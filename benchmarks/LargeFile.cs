using System.Globalization;
using System.Text;

namespace Jalon.Bench;

/// <summary>Files as large as a ministry's, made of invented people and posts; the same every time.</summary>
internal static class LargeFile
{
    private static readonly string[] GivenNames = ["Camille", "Salomé", "Karim", "Odile", "Sami", "Ysé", "Hugo", "Anaïs", "Lou", "Théo", "Inès", "Noé"];
    private static readonly string[] FamilyNames = ["Girard", "Petit", "Besnard", "Roux", "Lefèvre", "Diallo", "Nguyen", "Moreau", "Fontaine", "Marchand", "Le Goff", "Da Silva"];

    /// <summary>Posts in the layout of the open data: 1 in 400 comes twice, 1 in 200 has no employer, a third have an address in a cell.</summary>
    public static async Task PostsAsync(TextWriter file, int lines)
    {
        await file.WriteLineAsync("Référence;Intitulé du poste;Versant;Catégorie;Organisme de rattachement;Employeur;Nature de l'emploi;Métier;Statut du poste;Localisation du poste;Lieu d'affectation;"
            + "Compétences attendues;Télétravail;Date de vacance de l'emploi;Date de début de publication par défaut;Date de fin de publication par défaut;Date de première publication");
        for (var i = 0; i < lines; i++)
        {
            var number = i % 400 == 399 ? i - 1 : i;
            var employer = number % 200 == 0 ? "" : $"Service {number % 3_000}{(number % 3 == 0 ? $", {number % 90} rue des Lilas, 23000 Guéret" : "")}";
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"BANC-{number};Développeuse ou développeur {number % 977} (h/f);Fonction Publique de l'Etat;Catégorie A (cadre);Ministère {number % 40};{employer};"
                + $"Emploi ouvert aux titulaires et aux contractuels;Développeuse / Développeur;Vacant;Creuse (23);{number % 90} rue des Lilas, 23000 Guéret;"
                + $"\"Concevoir, écrire\net tester des services\";Oui;01/03/2027;02/11/2026;31/12/9999;02/11/2026"));
        }
    }

    /// <summary>Applications in our own layout: five people in six apply once, the others twice.</summary>
    public static async Task ApplicationsAsync(TextWriter file, int lines, int posts)
    {
        await file.WriteLineAsync("Référence du poste;Identifiant;Prénom;Nom;Courriel;Téléphone;Statut;Catégorie;Date de candidature;Source");
        for (var i = 0; i < lines; i++)
        {
            var person = i % 6 == 5 ? i - 1 : i;
            var (given, family) = (GivenNames[person % GivenNames.Length], FamilyNames[person / 12 % FamilyNames.Length]);
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"BANC-{i % posts};;{given};{family};personne{person}@exemple.test;01 99 00 12 34;{(person % 2 == 0 ? "Titulaire" : "Externe")};A;{(person % 28) + 1:00}/10/2026 09:{person % 60:00};"
                + $"Choisir le service public"));
        }
    }

    /// <summary>A file in the temporary folder.</summary>
    public static async Task<string> WriteAsync(Func<TextWriter, Task> write)
    {
        var path = Path.GetTempFileName();
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16);
        await write(file);
        return path;
    }
}
