using Jalon.Web.Host;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Jalon.Web.Components;

/// <summary><c>&lt;icon name="lock" /&gt;</c>: a drawing of the sprite. It is decoration: the word stands beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(BuiltAssets assets) : TagHelper
{
    public string Name { get; set; } = "";

    /// <summary>More classes for the drawing.</summary>
    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Class is null ? $"j-icon j-icon--{Name}" : $"j-icon j-icon--{Name} {Class}");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        output.Content.SetHtmlContent($"<use href=\"{assets.Url("sprite.svg")}#{Name}\"></use>");
    }
}
