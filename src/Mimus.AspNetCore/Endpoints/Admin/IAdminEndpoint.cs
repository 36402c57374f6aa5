namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>One path below <c>/_mimus</c>.</summary>
internal interface IAdminEndpoint
{
    /// <summary>The path behind <c>/_mimus</c>, as in <c>/clock</c>.</summary>
    string Path { get; }

    /// <summary>The methods that it has, as the header <c>Allow</c> lists them.</summary>
    string Allowed { get; }

    /// <summary>Answers a request by one of these methods.</summary>
    Task HandleAsync(AdminRequest request);
}
