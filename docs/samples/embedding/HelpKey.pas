{ F1 in a VCL program: its HelpContext numbers lead to the help site. Call InstallHelpKey once, before Application.Run. }
unit HelpKey;

interface

procedure InstallHelpKey;

implementation

uses
  SysUtils, Classes, Windows, ShellAPI, Forms, HelpLink;

type
  THelpKey = class
    function Asked(Command: Word; Data: THelpEventData; var CallHelp: Boolean): Boolean;
  end;

var
  Key: THelpKey;

function THelpKey.Asked(Command: Word; Data: THelpEventData; var CallHelp: Boolean): Boolean;
var
  Address: string;
begin
  { HelpContext 30 of a control is the id F1-30 of the site file. }
  Address := HelpAddress('F1-' + IntToStr(Data), nil, '');
  ShellExecute(0, 'open', PChar(Address), nil, nil, SW_SHOWNORMAL);
  CallHelp := False;
  Result := True;
end;

procedure InstallHelpKey;
begin
  Key := THelpKey.Create;
  Application.OnHelp := Key.Asked;
end;

initialization

finalization
  Key.Free;

end.
