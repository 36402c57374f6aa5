namespace Mimus.Cli;

/// <summary>Puts words in colours, on terminals that show them.</summary>
internal sealed class Coloring(bool isOn)
{
    public string Red(string text) => Color(text, "31");

    public string Green(string text) => Color(text, "32");

    public string Yellow(string text) => Color(text, "33");

    public string Gray(string text) => Color(text, "90");

    private string Color(string text, string code) => isOn ? $"\e[{code}m{text}\e[0m" : text;
}
