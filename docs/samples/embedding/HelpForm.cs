// F1 and error messages in Windows Forms: a form that leads to the help site.
using System;
using System.Diagnostics;
using System.Windows.Forms;

public class HelpForm : Form
{
    // What F1 opens for a control: its own id, such as "F1-30", in its AccessibleName or wherever you keep it.
    protected virtual string HelpIdOf(Control control)
    {
        return control == null ? "start" : control.Name;
    }

    protected override void OnHelpRequested(HelpEventArgs asked)
    {
        Open(HelpLink.For(HelpIdOf(ActiveControl)));
        asked.Handled = true;
    }

    public static void HandOver(Exception error)
    {
        var question = error.Message + "\n\nOpen the help for it?";
        if (MessageBox.Show(question, "Error", MessageBoxButtons.YesNo) == DialogResult.Yes)
            Open(HelpLink.ForError(error));
    }

    static void Open(string address)
    {
        Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
    }
}
