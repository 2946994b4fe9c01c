using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

class Driver
{
    static void Main()
    {
        var facts = new Dictionary<string, string> { { "windows", "win11" }, { "program-version", "4.12.1" } };
        var identity = new Dictionary<string, string>
        {
            { "email", "sara@example.org" }, { "name", "Sara \"the \\ reader\" \u0633\u0627\u0631\u0627" }
        };
        var secret = Environment.GetEnvironmentVariable("READER_2026");
        Console.WriteLine(HelpLink.For("question-marks", facts, "fa"));
        Console.WriteLine(HelpLink.ForError(new COMException("setup", unchecked((int)0x80070643))));
        Console.WriteLine(HelpLink.Signed("question-marks", secret, facts, identity, "fa"));
        Console.WriteLine(HelpLink.Signed("question-marks", secret, facts, identity, "fa"));
        Console.WriteLine(HelpLink.For("F1-30"));
    }
}
