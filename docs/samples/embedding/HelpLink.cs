// Links into the help site from a program in C#: .NET Framework 4 and later, .NET 5 and later, Mono.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

public static class HelpLink
{
    public const string Site = "https://help.example.org";
    public const string Product = "reader";
    public const string KeyId = "reader-2026";
    const int Seconds = 300; // how long a token is good; ten minutes are the most

    // An address for a help id, an error code or a tree. Needs no secret: the customer can change what it says.
    public static string For(string context, IDictionary<string, string> facts = null, string language = "")
    {
        var query = new List<string>();
        foreach (var fact in facts ?? new Dictionary<string, string>())
            query.Add(Uri.EscapeDataString(fact.Key) + "=" + Uri.EscapeDataString(fact.Value));
        if (language != "")
            query.Add("lang=" + Uri.EscapeDataString(language));
        var address = Site + "/go/" + Uri.EscapeDataString(context);
        return query.Count > 0 ? address + "?" + string.Join("&", query) : address;
    }

    // The number of an exception leads to the guide for it.
    public static string ForError(Exception error)
    {
        return For("0x" + error.HResult.ToString("X8", CultureInfo.InvariantCulture));
    }

    // The same with a token. Call it where the secret is safe, on a server of yours; it opens once.
    public static string Signed(string context, string secret, IDictionary<string, string> facts,
                                IDictionary<string, string> identity, string language = "")
    {
        var token = new Dictionary<string, string> { { "ctx", Token(secret, facts, identity) } };
        return For(context, token, language);
    }

    // A JSON Web Token, HS256.
    static string Token(string secret, IDictionary<string, string> facts, IDictionary<string, string> identity)
    {
        var expires = (long)(DateTime.UtcNow - new DateTime(1970, 1, 1)).TotalSeconds + Seconds;
        var header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":" + Quoted(KeyId) + "}";
        var claims = "{\"iss\":" + Quoted(Product) + ",\"aud\":" + Quoted(Site)
            + ",\"exp\":" + expires.ToString(CultureInfo.InvariantCulture)
            + ",\"jti\":" + Quoted(Guid.NewGuid().ToString())
            + ",\"facts\":" + Json(facts) + ",\"identity\":" + Json(identity) + "}";
        var said = Encoded(Encoding.UTF8.GetBytes(header)) + "." + Encoded(Encoding.UTF8.GetBytes(claims));
        using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret)))
            return said + "." + Encoded(hmac.ComputeHash(Encoding.ASCII.GetBytes(said)));
    }

    static string Encoded(byte[] part)
    {
        return Convert.ToBase64String(part).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    static string Json(IDictionary<string, string> pairs)
    {
        var parts = new List<string>();
        foreach (var pair in pairs)
            parts.Add(Quoted(pair.Key) + ":" + Quoted(pair.Value));
        return "{" + string.Join(",", parts) + "}";
    }

    // A text as JSON writes it. With System.Text.Json at hand, use that.
    static string Quoted(string text)
    {
        var written = new StringBuilder("\"");
        foreach (var sign in text)
            if (sign == '"' || sign == '\\')
                written.Append('\\').Append(sign);
            else if (sign < ' ')
                written.Append("\\u").Append(((int)sign).ToString("x4"));
            else
                written.Append(sign);
        return written.Append('"').ToString();
    }
}
