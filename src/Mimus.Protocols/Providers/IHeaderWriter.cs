namespace Mimus.Protocols.Providers;

/// <summary>Where a provider puts the headers of an answer.</summary>
internal interface IHeaderWriter
{
    void Set(string name, string value);
}
